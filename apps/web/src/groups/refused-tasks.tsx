import type { ConversationId } from '@sotto/client';
import { useGroupDetails } from '@sotto/react';
import { TaskLine } from './task-line.tsx';

/** Wishes that will not come true, where their author looks. Nothing when there are none. */
export function RefusedTasks({ conversationId }: { conversationId: ConversationId }) {
  const tasks = useGroupDetails(conversationId)?.tasks.filter((task) => task.refused !== null) ?? [];
  return (
    <div role="status" className="mx-4 grid gap-2 not-empty:mb-3">
      {tasks.map((task) => (
        <TaskLine key={task.taskId} conversationId={conversationId} task={task} />
      ))}
    </div>
  );
}
