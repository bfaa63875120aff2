import type { GroupDetails } from '@sotto/client';
import { GroupAvatar, safeName, shortDate } from '@sotto/react';
import { LogOut, type LucideIcon, PencilLine, ScrollText, UserPlus } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { GroupPage } from './group-page.ts';
import { mayWrite } from './may-write.ts';
import { MemberList } from './member-list.tsx';
import { TaskLine } from './task-line.tsx';
import { groupText as text } from './text.ts';
import { WhoCanSee } from './who-can-see.tsx';

type GroupInfoProps = {
  readonly details: GroupDetails;
  /** The page one comes back from. */
  readonly cameFrom: GroupPage | null;
  readonly onOpen: (page: GroupPage) => void;
};

/** What a group is, who can see what, and who is in it. */
export function GroupInfo({ details, cameFrom, onOpen }: GroupInfoProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { conversationId, name, description, picture, createdAt, createdBy, may, tasks, standing } = details;
  const inside = mayWrite(standing);
  const shownName = safeName(name);

  // Coming back leads to where one left, before another key can be pressed.
  useLayoutEffect(() => {
    if (cameFrom !== null && cameFrom.kind !== 'member') {
      scroller.current?.querySelector<HTMLElement>(`[data-opens="${cameFrom.kind}"]`)?.focus();
    }
  }, [cameFrom]);

  const action = (kind: 'add' | 'edit' | 'rules' | 'leave', icon: LucideIcon, label: string) => (
    <ActionButton kind={kind} icon={icon} label={label} onClick={() => onOpen({ kind })} />
  );

  return (
    <div ref={scroller} className="scroll flex-1 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
      <div className="grid gap-6 px-6 pb-5">
        <div className="grid justify-items-center gap-3 pt-1 text-center">
          <GroupAvatar id={conversationId} name={name} picture={picture} size="huge" />
          <div className="grid min-w-0 gap-0.5">
            <p className="text-xl font-semibold tracking-tight wrap-anywhere">
              <bdi>{shownName}</bdi>
            </p>
            <p className="text-sm text-muted">{text.people(details.members.length)}</p>
          </div>
          {description !== '' && (
            <p className="text-[0.9375rem] whitespace-pre-line wrap-anywhere" dir="auto">
              {description}
            </p>
          )}
        </div>
        {inside && (
          <div className="flex justify-center gap-2">
            {may.addMembers && action('add', UserPlus, text.addPeople)}
            {may.updateDetails && action('edit', PencilLine, text.edit)}
            {may.changePolicy && action('rules', ScrollText, text.rules)}
            {action('leave', LogOut, text.leave)}
          </div>
        )}
        {tasks.length > 0 && (
          <section className="grid gap-2" aria-label={text.delivery}>
            {tasks.map((task) => (
              <TaskLine key={task.taskId} conversationId={conversationId} task={task} />
            ))}
          </section>
        )}
        <WhoCanSee details={details} />
      </div>
      <MemberList
        details={details}
        scroller={scroller}
        focused={cameFrom?.kind === 'member' ? cameFrom.accountId : null}
        onOpen={(accountId) => onOpen({ kind: 'member', accountId })}
      />
      <p className="px-6 pt-5 text-center text-[0.8125rem] text-muted">
        {createdBy === null
          ? text.made(shortDate(createdAt))
          : text.madeBy(
              createdBy.self ? text.you.toLowerCase() : safeName(createdBy.name),
              shortDate(createdAt),
            )}
      </p>
    </div>
  );
}

type ActionButtonProps = {
  readonly kind: string;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
};

function ActionButton({ kind, icon: Icon, label, onClick }: ActionButtonProps) {
  return (
    <button
      type="button"
      data-opens={kind}
      className="grid min-w-0 flex-1 justify-items-center gap-1.5 rounded-xl bg-hover px-1 py-2.5 text-[0.8125rem] font-medium hover:bg-selected"
      onClick={onClick}
    >
      <Icon className="size-5 text-accent-ink" strokeWidth={1.8} aria-hidden="true" />
      <span className="max-w-full truncate">{label}</span>
    </button>
  );
}
