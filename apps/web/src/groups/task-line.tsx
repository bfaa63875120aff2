import type { ConversationId, GroupTask } from '@sotto/client';
import { nameList, useClient } from '@sotto/react';
import { CircleAlert } from 'lucide-react';
import { taskText as text } from './bar-text.ts';

type TaskLineProps = { readonly conversationId: ConversationId; readonly task: GroupTask };

/** One wish about a group: that it is under way, or why it will not happen. */
export function TaskLine({ conversationId, task }: TaskLineProps) {
  const client = useClient();
  const names = nameList(task.people);
  const discard = () => void client.discardTask(conversationId, task.taskId).catch(() => {});
  if (task.refused === null) {
    return (
      <p className="flex items-center gap-3 rounded-xl bg-hover px-4 py-3 text-sm text-muted">
        <span className="spinner size-4 flex-none" aria-hidden="true" />
        {text.waiting[task.kind](names)}
      </p>
    );
  }
  return (
    <div className="flex items-start gap-3 rounded-xl bg-warning-soft px-4 py-3 text-sm">
      <CircleAlert className="mt-0.5 size-4 flex-none text-warning" aria-hidden="true" />
      <p className="grid min-w-0 flex-1 gap-0.5">
        <b className="font-semibold">{text.refused[task.kind](names)}</b>
        <span className="text-muted">{text.reasons[task.refused]}</span>
      </p>
      <button type="button" className="sotto-link-button min-h-6" onClick={discard}>
        {task.refused === 'unreachable' ? text.giveUp : text.seen}
      </button>
    </div>
  );
}
