import type { AccountId, GroupMember } from '@sotto/client';
import { Avatar, safeName } from '@sotto/react';
import { BadgeCheck } from 'lucide-react';
import { memo } from 'react';
import { peopleText } from '../people/text.ts';
import { groupText, membersText, roleText } from './text.ts';

type MemberRowProps = {
  readonly member: GroupMember;
  /** Tab enters the list here. */
  readonly current: boolean;
  readonly onOpen: (accountId: AccountId) => void;
};

/** One member: name, and role where it is more than being there. */
export const MemberRow = memo(function MemberRow(props: MemberRowProps) {
  const { member, current, onOpen } = props;
  const { person, self, role, pending } = member;
  return (
    <button
      type="button"
      data-member={person.accountId}
      tabIndex={current ? 0 : -1}
      // The virtualiser lets clicks through while it scrolls; this one takes them.
      className="pointer-events-auto mx-3 flex w-[calc(100%-1.5rem)] items-center gap-3.5 rounded-xl px-3 py-2 text-start hover:bg-hover focus-visible:-outline-offset-2"
      onClick={() => onOpen(person.accountId)}
    >
      <Avatar person={person} />
      <span
        className={`grid min-w-0 flex-1 ${pending === 'adding' || pending === 'removing' ? 'opacity-70' : ''}`}
      >
        <span className="flex min-w-0 items-center gap-1 text-[0.9375rem] font-medium">
          <bdi className="truncate">{self ? groupText.you : safeName(person.displayName)}</bdi>
          {person.verified && (
            <BadgeCheck className="size-4 flex-none text-accent-ink" aria-label={peopleText.verified} />
          )}
        </span>
        <span className="truncate text-[0.8125rem] text-muted">
          {pending === null ? `@${safeName(person.username)}` : membersText.pending[pending]}
        </span>
      </span>
      {role !== 'member' && (
        <span className="flex-none rounded-full bg-hover px-2.5 py-0.5 text-xs font-medium text-muted">
          {roleText.names[role]}
        </span>
      )}
    </button>
  );
});
