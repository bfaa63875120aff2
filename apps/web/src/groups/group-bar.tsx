import type { GroupSummary } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { groupBarText as text } from './bar-text.ts';
import { RefusedTasks } from './refused-tasks.tsx';

/** How one stands to a group, when that is not simply being in it. */
export function GroupBar({ group }: { group: GroupSummary }) {
  const { standing } = group;
  switch (standing.kind) {
    case 'member':
    case 'creating':
      // Only those who run a group ask for what can be refused.
      return group.ownRole === 'member' ? null : <RefusedTasks conversationId={group.conversationId} />;
    case 'invited':
      return <Invitation group={group} by={safeName(standing.by.name)} />;
    case 'repairing': {
      const [title, detail] = text.repairing[standing.cause];
      return (
        <div role="status" className="mx-4 mb-3 flex gap-3 rounded-xl bg-hover p-4">
          <span className="spinner mt-0.5 flex-none text-muted" aria-hidden="true" />
          <p className="grid gap-0.5 text-sm">
            <b className="font-semibold">{title}</b>
            <span className="text-muted">{detail}</span>
          </p>
        </div>
      );
    }
    case 'left':
    case 'removed':
      return (
        <p
          role="status"
          className="flex items-center justify-center gap-2.5 border-t border-line px-5 py-5 text-center text-sm text-muted max-md:pb-[max(1.25rem,env(safe-area-inset-bottom))]"
        >
          <UserMinus className="size-4 flex-none" aria-hidden="true" />
          {text[standing.kind]}
        </p>
      );
  }
}

function Invitation({ group, by }: { group: GroupSummary; by: string }) {
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const answer = (choice: 'accept' | 'decline') => {
    setFailed(false);
    client.answerInvitation(group.conversationId, choice).catch(() => setFailed(true));
  };
  return (
    <div
      role="status"
      className="mx-4 mb-4 flex flex-wrap items-center gap-x-3 gap-y-3 rounded-xl bg-selected p-4 max-md:mb-[max(1rem,env(safe-area-inset-bottom))]"
    >
      <UserPlus className="size-5 flex-none self-start text-accent-ink" aria-hidden="true" />
      <p className="grid min-w-52 flex-1 gap-0.5 text-sm">
        <b className="font-semibold">{text.invitedTitle(by)}</b>
        <span className="text-muted">{failed ? text.failed : text.invitedText}</span>
      </p>
      <span className="flex gap-2">
        <Button size="small" look="outline" onClick={() => answer('decline')}>
          {text.decline}
        </Button>
        <Button size="small" onClick={() => answer('accept')}>
          {text.accept}
        </Button>
      </span>
    </div>
  );
}
