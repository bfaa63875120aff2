import { sha256, utf8 } from '@sotto/crypto/primitives';
import { type ConversationId, uuidFromBytes } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { NewGroup } from '../api/group.ts';
import { ClientError } from '../client-error.ts';
import { ensureGroupConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { readPerson } from '../people/person-table.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import { beginGroup } from '../sessions/begin-group.ts';
import { chooseSuite, learnDeviceCounts } from './choose-suite.ts';
import { saveEpoch } from './epoch-table.ts';
import { insertGroup, readGroup } from './group-table.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import { saveMembers } from './member-table.ts';
import { addTask } from './task-table.ts';
import { validDescription, validName, validPicture, validUpdate } from './valid-details.ts';

/**
 * Makes a group, at once and without a connection: it is in the list and can be written in. The server is
 * told, and the others are added, when there is a connection.
 *
 * @throws ClientError `invalid-input`, `unknown-person`.
 */
export async function createGroup(context: DeviceContext, wanted: NewGroup): Promise<ConversationId> {
  const { database, self, platform } = context;
  const name = validName(wanted.name);
  const description = validDescription(wanted.description ?? '');
  const picture = validPicture(wanted.picture ?? null);
  const { history = { kind: 'none' } } = validUpdate(
    wanted.history === undefined ? {} : { history: wanted.history },
  );
  const members = [...new Set(wanted.members)].filter((accountId) => accountId !== self.accountId);
  const groupId = (
    wanted.requestId === undefined ? randomUuid(platform.random) : idOfRequest(context, wanted.requestId)
  ) as ConversationId;
  await learnDeviceCounts(context, members);
  return database.commit((changes) => {
    if (readGroup(changes, groupId) !== null) return groupId;
    for (const accountId of members) {
      if (readPerson(changes, accountId) === null) throw new ClientError('unknown-person');
    }
    const now = platform.clock();
    const content: GroupContextContent = {
      name,
      description,
      picture,
      roles: new Map([[self.accountId, 'owner']]),
      history,
      rejoin: true,
      createdBy: self.accountId,
      createdAt: Math.floor(now),
      extensions: new Map(),
    };
    const suite = chooseSuite(changes, [...members, self.accountId]);
    const begun = beginGroup(changes, context, groupId, suite, content);
    if (ensureGroupConversation(changes, groupId, now) === null) throw new ClientError('internal');
    insertGroup(changes, {
      groupId,
      standing: 'creating',
      invitedBy: null,
      suite,
      epoch: 0,
      cursor: 0,
      joinedAt: now,
      rejoinKey: begun.rejoinKey,
      rejoinKeySeq: 0,
      context: content,
    });
    saveEpoch(changes, groupId, begun.description);
    saveMembers(changes, groupId, null, begun.description, now);
    insertGroupNotice(changes, {
      itemId: `group:${groupId}:created`,
      conversationId: groupId,
      accountId: self.accountId,
      change: { kind: 'created', name },
      at: now,
    });
    const task = (wish: Parameters<typeof addTask>[1]['wish']) =>
      addTask(changes, { taskId: randomUuid(platform.random), groupId, wish, createdAt: now });
    task({ kind: 'create' });
    if (members.length > 0) task({ kind: 'add', accountIds: members });
    return groupId;
  });
}

/** The same call on the same device makes the same group: a version 4 name that nobody else can foresee. */
function idOfRequest({ self }: DeviceContext, requestId: string): string {
  const bytes = sha256(utf8(`sotto/group-request/1 ${self.accountId} ${self.deviceId} ${requestId}`)).slice(
    0,
    16,
  );
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}
