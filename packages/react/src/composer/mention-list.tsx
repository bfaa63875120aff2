import type { ConversationSummary } from '@sotto/client';
import { useMemo } from 'react';
import { Avatar } from '../avatar/avatar.tsx';
import { useGroupDetails } from '../client/use-group-details.ts';
import { safeName } from '../text/safe-name.ts';
import { type MentionCandidate, matchingCandidates } from './mention-candidates.ts';
import type { WrittenMention } from './mention-texts.ts';
import { SuggestionList, type SuggestionListProps } from './suggestion-list.tsx';
import { composerText } from './text.ts';

type MentionListProps = SuggestionListProps & {
  readonly conversation: ConversationSummary;
  readonly onPick: (mention: WrittenMention) => void;
};

/** Who could be meant by what follows an `@`. */
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

function Candidates({ candidates, everyone = false, query, onPick, ...list }: CandidatesProps) {
  const found = useMemo(() => matchingCandidates(candidates, query, everyone), [candidates, query, everyone]);
  const suggestions = found.map(({ mention, username }) => ({
    key: mention.accountId ?? 'everyone',
    onPick: () => onPick(mention),
    shown: (
      <>
        {mention.accountId !== null && (
          <Avatar person={{ accountId: mention.accountId, displayName: mention.name }} size="tiny" />
        )}
        <bdi>{mention.accountId === null ? composerText.everyone : mention.name}</bdi>
        <span>{username === null ? composerText.everyoneDetail : `@${safeName(username)}`}</span>
      </>
    ),
  }));
  return <SuggestionList {...list} label={composerText.mention} suggestions={suggestions} />;
}
