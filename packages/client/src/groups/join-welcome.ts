import { sha256 } from '@sotto/crypto/primitives';
import { type AccountId, type ConversationId, decodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { ensureGroupConversation, readConversation } from '../conversations/conversation-table.ts';
import { directConversationId } from '../conversations/direct-conversation-id.ts';
import type { DeviceContext } from '../device-context.ts';
import { readPreferences } from '../messages/preferences.ts';
import { readPerson } from '../people/person-table.ts';
import { type OpenedWelcome, openWelcome } from '../sessions/open-welcome.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { ServerProblem } from '../transport/http-client.ts';
import { forgetEpochs, saveEpoch } from './epoch-table.ts';
import { insertGroup, isIn, readGroup } from './group-table.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import { readHeldKeyPackages, spendKeyPackage } from './key-package-table.ts';
import { groupsWith, saveMembers } from './member-table.ts';
import { removePending } from './pending-table.ts';
import { accountsOf, mayAct } from './roles.ts';
import { asGroupId } from './send-pending.ts';
import { checkTree, learnMembers } from './validate-members.ts';

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly usedLastResort: boolean }
  /** Nothing waits, or what waited is of no use: it was dropped. */
  | { readonly kind: 'nothing' }
  /** Somebody in it is not vouched for now: looked at again later. */
  | { readonly kind: 'later' };

/**
 * Enters a group by the Welcome that waits for this device (REQ-G6, REQ-G7). It is opened, everybody in the
 * tree is checked, and only then does anything change; a Welcome that was used, or is for an epoch that is
 * behind, is refused.
 *
 * @throws when the server cannot be asked now.
 */
export async function joinFromWaitingWelcome(
  context: DeviceContext,
  groupId: ConversationId,
): Promise<JoinOutcome> {
  const { call, self, database, platform } = context;
  const params = { group_id: asGroupId(groupId), device_id: self.deviceId };
  let waiting: { commit_seq: number; epoch: number; welcome: string };
  try {
    waiting = await call(routes.getWelcome, { params });
  } catch (error) {
    if (error instanceof ServerProblem && error.code === 'welcome-unknown') return { kind: 'nothing' };
    throw error;
  }
  const acknowledge = () =>
    call(routes.acknowledgeWelcome, { params, query: { commit_seq: waiting.commit_seq } });
  const bytes = new Uint8Array(decodeBase64(waiting.welcome) ?? []);
  const opened = wasUsed(database, bytes) ? null : openWelcome(context, bytes, readHeldKeyPackages(database));
  if (opened === null || !isFor(database, context, opened, groupId, waiting.commit_seq)) {
    platform.log('info', 'group-refused');
    await acknowledge();
    return { kind: 'nothing' };
  }
  await learnMembers(context, opened.description);
  const usedLastResort = database.commit((changes) => {
    if (checkTree(changes, opened.description) !== null) return null;
    return enter(changes, context, opened, waiting.commit_seq, bytes);
  });
  if (usedLastResort === null) {
    platform.log('info', 'group-refused');
    return { kind: 'later' };
  }
  platform.log('info', 'group-joined');
  await acknowledge();
  return { kind: 'joined', usedLastResort };
}

/** Whether a Welcome fits what is known: the group asked for, by somebody who may add, and nothing old. */
function isFor(
  reader: Reader,
  { self }: DeviceContext,
  { groupId, description, adder, rejoinKey }: OpenedWelcome,
  asked: ConversationId,
  commitSeq: number,
): boolean {
  const { context, leaves, epoch } = description;
  if (groupId !== asked || adder === null || rejoinKey === null || context === null) return false;
  // The name of a conversation of two people is made of theirs: no group can have it.
  if (!isGroupName(reader, self.accountId, groupId)) return false;
  const people = accountsOf(leaves);
  const mayAdd = adder.accountId === self.accountId || mayAct(context, people, adder.accountId, 'add');
  if (!mayAdd) return false;
  const held = readGroup(reader, groupId);
  return held === null || !isIn(held) || (epoch > held.epoch && commitSeq > held.cursor);
}

/** Groups are named by chance (version 4), conversations of two people by their names (version 8). */
function isGroupName(reader: Reader, self: AccountId, groupId: ConversationId): boolean {
  if (groupId[14] !== '4' || groupId === directConversationId(self, self)) return false;
  const known = readConversation(reader, groupId);
  return known === null || known.kind === 'group' || known.personId === null;
}

function enter(
  changes: Changes,
  context: DeviceContext,
  welcome: OpenedWelcome,
  commitSeq: number,
  bytes: Uint8Array,
): boolean {
  const { self, platform } = context;
  const { groupId, description, adder, rejoinKey } = welcome;
  const now = platform.clock();
  if (description.context === null || adder === null || rejoinKey === null) throw new TypeError('unchecked');
  // Whoever left is asked before they are back.
  const isInvitation =
    !isWelcome(changes, self.accountId, adder.accountId) || readGroup(changes, groupId)?.standing === 'left';
  welcome.enter(changes);
  removePending(changes, groupId);
  ensureGroupConversation(changes, groupId, now);
  insertGroup(changes, {
    groupId,
    standing: isInvitation ? 'invited' : 'member',
    invitedBy: isInvitation ? adder.accountId : null,
    suite: description.suite,
    epoch: description.epoch,
    cursor: commitSeq,
    joinedAt: now,
    rejoinKey,
    rejoinKeySeq: commitSeq,
    context: description.context,
  });
  forgetEpochs(changes, groupId);
  saveEpoch(changes, groupId, description);
  saveMembers(changes, groupId, null, description, now);
  insertGroupNotice(changes, {
    itemId: `group:${groupId}:${description.epoch}:joined`,
    conversationId: groupId,
    accountId: adder.accountId,
    change: { kind: 'joined', history: description.context.history },
    at: now,
  });
  changes.run('insert or ignore into used_welcomes (hash, used_at) values (?, ?)', [sha256(bytes), now]);
  return spendKeyPackage(changes, welcome.reference);
}

/**
 * Whether somebody may add this person without asking (REQ-G7): another own device, or somebody known. Whom
 * one compared keys with and whose key is another now is not known any more.
 */
function isWelcome(reader: Reader, self: AccountId, adder: AccountId): boolean {
  if (adder === self) return true;
  const person = readPerson(reader, adder);
  if (person === null || person.awaitingDecision) return false;
  if (!readPreferences(reader).askBeforeGroups || person.verifiedKey !== null) return true;
  const direct = readConversation(reader, directConversationId(self, adder));
  if (direct?.shown === true) return true;
  return groupsWith(reader, adder).some((groupId) => readGroup(reader, groupId)?.standing === 'member');
}

function wasUsed(reader: Reader, welcome: Uint8Array): boolean {
  return reader.first('select 1 from used_welcomes where hash = ?', [sha256(welcome)]) !== undefined;
}
