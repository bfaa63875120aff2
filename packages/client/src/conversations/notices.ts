import { toHex } from '@sotto/crypto/primitives';
import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { OwnAccount } from '../accounts/own-account.ts';
import type { DirectNotice } from '../api/conversation.ts';
import { insertGroupNotice } from '../groups/insert-group-notice.ts';
import { groupsWith } from '../groups/member-table.ts';
import { insertNotice, newestPlace } from '../messages/item-table.ts';
import type { Changes } from '../store/changes.ts';
import { readConversation } from './conversation-table.ts';
import { directConversationId } from './direct-conversation-id.ts';

/** A device of somebody came or went: said where one writes to them (REQ-I3). */
export function addDeviceNotices(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  difference: { added: readonly DeviceId[]; removed: readonly DeviceId[] },
  listVersion: number,
  now: number,
): void {
  for (const [notice, devices] of [
    ['device-added', difference.added],
    ['device-removed', difference.removed],
  ] as const) {
    for (const deviceId of devices) {
      add(changes, self, accountId, notice, `${listVersion}:${deviceId}`, now);
    }
  }
}

/** The identity key of somebody is another (REQ-I3). */
export function addIdentityNotice(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  identityKey: Uint8Array,
  now: number,
): void {
  add(changes, self, accountId, 'identity-changed', toHex(identityKey), now);
  for (const groupId of groupsWith(changes, accountId)) {
    insertGroupNotice(changes, {
      itemId: `group:${groupId}:identity:${accountId}:${toHex(identityKey)}`,
      conversationId: groupId,
      accountId,
      change: { kind: 'identity-changed' },
      at: newestPlace(changes, groupId, now),
    });
  }
}

/** A session was out of step and began anew (REQ-S8). */
export function addSessionResetNotice(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  deviceId: DeviceId,
  now: number,
): void {
  add(changes, self, accountId, 'session-reset', `${deviceId}:${now}`, now);
}

export function addVerificationNotice(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  verified: boolean,
  now: number,
): void {
  add(changes, self, accountId, verified ? 'verified' : 'unverified', String(now), now);
}

/** Only where a conversation exists: nobody is written to for a notice. */
function add(
  changes: Changes,
  self: OwnAccount,
  accountId: AccountId,
  notice: DirectNotice['notice'],
  occasion: string,
  now: number,
): void {
  const conversationId: ConversationId = directConversationId(self.accountId, accountId);
  if (readConversation(changes, conversationId) === null) return;
  insertNotice(changes, {
    itemId: `notice:${notice}:${accountId}:${occasion}`,
    conversationId,
    accountId,
    notice,
    now,
  });
}
