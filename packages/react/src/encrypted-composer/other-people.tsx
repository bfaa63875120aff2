import type { ConversationSummary, GroupSummary, NamedPerson } from '@sotto/client';
import { useGroupDetails } from '../client/use-group-details.ts';
import { nameList } from '../people/name-list.ts';
import { encryptedComposerText } from './text.ts';

type OtherPeopleProps<Conversation> = {
  readonly conversation: Conversation;
  /** Account ids of everybody the page believes to be here; oneself may be among them. */
  readonly expected: readonly string[];
};

/** Says who else reads along than the page was made for, before anything is sent. */
export function OtherPeople({ conversation, expected }: OtherPeopleProps<ConversationSummary>) {
  if (conversation.kind === 'group') return <OtherMembers conversation={conversation} expected={expected} />;
  if (conversation.kind === 'note-to-self') return null;
  const { accountId, displayName } = conversation.person;
  return <Notice people={[{ accountId, name: displayName, self: false }]} expected={expected} />;
}

function OtherMembers({ conversation, expected }: OtherPeopleProps<GroupSummary>) {
  const details = useGroupDetails(conversation.conversationId);
  if (details === null) return null;
  return (
    <Notice
      people={details.members.map(({ person, self }) => ({
        accountId: person.accountId,
        name: person.displayName,
        self,
      }))}
      expected={expected}
    />
  );
}

function Notice({ people, expected }: { people: readonly NamedPerson[]; expected: readonly string[] }) {
  const others = people.filter((person) => !person.self && !expected.includes(person.accountId));
  if (others.length === 0) return null;
  return (
    <p className="sotto-other-people" role="alert">
      {encryptedComposerText.others(nameList(others, { max: 8 }))}
    </p>
  );
}
