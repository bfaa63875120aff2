import type { ConversationSummary } from '@sotto/client';
import { type RefObject, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import { Avatar } from '../avatar/avatar.tsx';
import { useGroupDetails } from '../client/use-group-details.ts';
import { safeName } from '../text/safe-name.ts';
import { type MentionCandidate, matchingCandidates } from './mention-candidates.ts';
import type { WrittenMention } from './mention-texts.ts';
import { composerText } from './text.ts';

export type MentionListHandle = { onKey(key: string): boolean };

type MentionListProps = {
  readonly conversation: ConversationSummary;
  readonly query: string;
  readonly listId: string;
  readonly onPick: (mention: WrittenMention) => void;
  readonly onActive: (optionId: string | null) => void;
  readonly handle: RefObject<MentionListHandle | null>;
};

/** Who could be meant, above the field: arrows choose, Enter or Tab picks. */
export function MentionList(props: MentionListProps) {
  return props.conversation.kind === 'group' ? <GroupMentions {...props} /> : <DirectMentions {...props} />;
}

function GroupMentions(props: MentionListProps) {
  const details = useGroupDetails(props.conversation.conversationId);
  const candidates = useMemo(
    () =>
      (details?.members ?? [])
        .filter((member) => !member.self)
        .map(({ person }) => ({
          accountId: person.accountId,
          name: person.displayName,
          username: person.username,
        })),
    [details],
  );
  return <Candidates {...props} candidates={candidates} everyone />;
}

function DirectMentions(props: MentionListProps) {
  const { conversation } = props;
  const candidates = useMemo(() => {
    if (conversation.kind !== 'direct') return [];
    const { accountId, displayName, username } = conversation.person;
    return [{ accountId, name: displayName, username }];
  }, [conversation]);
  return <Candidates {...props} candidates={candidates} />;
}

type CandidatesProps = MentionListProps & {
  readonly candidates: readonly MentionCandidate[];
  readonly everyone?: boolean;
};

function Candidates({
  candidates,
  everyone = false,
  query,
  listId,
  onPick,
  onActive,
  handle,
}: CandidatesProps) {
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => matchingCandidates(candidates, query, everyone), [candidates, query, everyone]);
  const at = Math.min(chosen, found.length - 1);
  const activeId = at < 0 ? null : `${listId}-${at}`;
  useEffect(() => onActive(activeId), [activeId, onActive]);
  useEffect(() => () => onActive(null), [onActive]);

  useImperativeHandle(handle, () => ({
    onKey: (key) => {
      const picked = found[at];
      if (picked === undefined) return false;
      if (key === 'Enter' || key === 'Tab') onPick(picked.mention);
      else if (key === 'ArrowDown') setChosen((at + 1) % found.length);
      else if (key === 'ArrowUp') setChosen((at - 1 + found.length) % found.length);
      else return false;
      return true;
    },
  }));

  if (found.length === 0) return null;
  return (
    <div id={listId} role="listbox" aria-label={composerText.mention} className="sotto-mention-list">
      {found.map(({ mention, username }, index) => (
        <button
          key={mention.accountId ?? 'everyone'}
          id={`${listId}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => setChosen(index)}
          onClick={() => onPick(mention)}
        >
          {mention.accountId !== null && (
            <Avatar person={{ accountId: mention.accountId, displayName: mention.name }} size="tiny" />
          )}
          <bdi>{mention.accountId === null ? composerText.everyone : mention.name}</bdi>
          <span>{username === null ? composerText.everyoneDetail : `@${safeName(username)}`}</span>
        </button>
      ))}
    </div>
  );
}
