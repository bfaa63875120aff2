import type { AccountId, GroupDetails } from '@sotto/client';
import { focusWhenDrawn } from '@sotto/react';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { matchingMembers } from './matching-members.ts';
import { ItemCount, MemberItem } from './member-item.tsx';
import { MemberRow } from './member-row.tsx';
import { membersText as text } from './text.ts';
import { useStartMargin } from './use-start-margin.ts';

/** Fewer are found by looking. */
const searchedFrom = 9;

type MemberListProps = {
  readonly details: GroupDetails;
  /** What scrolls: the list is only a part of it. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** The member one comes back from. */
  readonly focused: AccountId | null;
  readonly onOpen: (accountId: AccountId) => void;
};

/** Everybody in the group: only what is in view is drawn. One tab stop; arrows move. */
export function MemberList({ details, scroller, focused, onOpen }: MemberListProps) {
  const { members, ownRole } = details;
  const [typed, setTyped] = useState('');
  const [currentId, setCurrentId] = useState<AccountId | null>(focused);
  const list = useRef<VirtualizerHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const startMargin = useStartMargin(frame, scroller);
  const found = useMemo(() => matchingMembers(members, typed), [members, typed]);
  const current = Math.max(
    0,
    found.findIndex((member) => member.person.accountId === currentId),
  );

  const focusAt = (index: number) => {
    const id = found[index]?.person.accountId;
    if (id === undefined) return;
    setCurrentId(id);
    list.current?.scrollToIndex(index, { align: 'nearest' });
    focusWhenDrawn(() => frame.current?.querySelector<HTMLElement>(`[data-member="${CSS.escape(id)}"]`));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // In the field only the way down leads into the list.
    const inField = (event.target as HTMLElement).tagName === 'INPUT';
    if (inField && event.key !== 'ArrowDown') return;
    const last = found.length - 1;
    const target = { ArrowDown: inField ? 0 : current + 1, ArrowUp: current - 1, Home: 0, End: last }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    focusAt(Math.min(last, Math.max(0, target)));
  };

  const opened = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as the place of the list is known
  useEffect(() => {
    if (opened.current || focused === null || startMargin === 0) return;
    opened.current = true;
    focusAt(current);
  }, [startMargin]);

  return (
    <section aria-label={text.title} className="grid gap-1" onKeyDown={onKeyDown}>
      <h3 className="px-6 text-sm font-semibold">{text.title}</h3>
      {members.length >= searchedFrom && (
        <div className="relative px-6 py-1.5">
          <Search
            className="pointer-events-none absolute start-9 top-5 size-4 text-faint"
            aria-hidden="true"
          />
          <input
            type="search"
            className="field ps-9"
            aria-label={text.search}
            placeholder={text.search}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && (
        <p role="status" className="px-6 py-4 text-center text-sm text-muted">
          {text.nobody}
        </p>
      )}
      <div ref={frame}>
        <ItemCount value={found.length}>
          <Virtualizer
            ref={list}
            as="ul"
            item={MemberItem}
            data={found}
            scrollRef={scroller}
            startMargin={startMargin}
            itemSize={60}
            keepMounted={[current]}
          >
            {(member, index) => (
              <MemberRow
                key={member.person.accountId}
                member={member}
                current={index === current}
                onOpen={onOpen}
              />
            )}
          </Virtualizer>
        </ItemCount>
      </div>
      {ownRole !== null && text.limits[ownRole] !== '' && (
        <p className="px-6 pt-2 text-[0.8125rem] text-muted">{text.limits[ownRole]}</p>
      )}
    </section>
  );
}
