import type { ConversationId, ConversationSummary, GroupSummary, SottoClient } from '@sotto/client';
import { RefusedError } from '../command.ts';
import { findPerson } from './find-person.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The conversation somebody means: `me` for Note to Self, a username (`@` says that it is one), the name of
 * a group, or the id of any conversation.
 */
export async function findConversation(client: SottoClient, whom: string): Promise<ConversationId> {
  if (whom === 'me') return client.openNoteToSelf();
  const byId = client.conversations.current.find((row) => row.conversationId === whom.toLowerCase());
  if (byId !== undefined) return byId.conversationId;
  const groups = whom.startsWith('@') ? [] : groupsCalled(client, whom);
  const person = client.people.current.find((one) => one.username === whom.toLowerCase());
  if (groups.length > 0 && person !== undefined) {
    throw new RefusedError(
      'ambiguous-name',
      `a person and a group are called ${whom}: write @${person.username}, or ${groups[0]?.conversationId}`,
    );
  }
  if (groups.length > 0) return onlyOne(groups, whom).conversationId;
  return client.openDirectConversation((await findPerson(client, whom)).accountId);
}

/** The group with this name or id. */
export function findGroup(client: SottoClient, nameOrId: string): GroupSummary {
  const groups = groupsCalled(client, nameOrId);
  if (groups.length === 0) throw new RefusedError('group-unknown', `there is no group ${nameOrId} here`);
  return onlyOne(groups, nameOrId);
}

/** What to call a conversation in a line: whom it is with, or the group. */
export function labelOf(conversation: ConversationSummary): string {
  return conversation.kind === 'group' ? conversation.name : conversation.person.username;
}

function groupsCalled(client: SottoClient, nameOrId: string): readonly GroupSummary[] {
  const wanted = nameOrId.trim().toLowerCase();
  return client.conversations.current.filter(
    (row): row is GroupSummary =>
      row.kind === 'group' &&
      (uuid.test(wanted) ? row.conversationId === wanted : row.name.toLowerCase() === wanted),
  );
}

function onlyOne(groups: readonly GroupSummary[], name: string): GroupSummary {
  const [group] = groups;
  if (group === undefined || groups.length > 1) {
    const ids = groups.map((one) => one.conversationId).join(', ');
    throw new RefusedError('ambiguous-name', `${groups.length} groups are called ${name}: ${ids}`);
  }
  return group;
}
