import { constantTimeEqual, sha256 } from '@sotto/crypto/primitives';
import {
  type AccountId,
  type ConversationId,
  type DeviceId,
  type MessageId,
  uuidFromBytes,
  uuidToBytes,
} from '@sotto/protocol';
import { decodeContent, encodeSignal, mediaType, missingMax, type Resend } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import { messageIdOf } from '../messages/message-id.ts';
import { readLink } from '../messages/sender-order.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, textOf } from '../store/columns.ts';
import { readMember } from './member-table.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/** A run of messages of one device in a group that is not here. */
type Gap = {
  readonly groupId: ConversationId;
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly first: number;
  readonly last: number;
  readonly attempts: number;
};

const firstRepeatMs = 15_000;
const attemptsMax = 10;
/** Looked through for an answer. */
const sentMax = 2000;
/** Late enough for what is only out of order, or still in the log. */
const patienceMs = 2_000;

/**
 * What is missing before a message is asked for, of its author and of nobody else. What comes is known by its
 * hash, which the message behind it names.
 */
export function noteGap(changes: Changes, message: DecryptedMessage, now: number): void {
  const { conversationId: groupId, senderId, senderDeviceId, content } = message;
  const before = changes.first(
    `select max(counter) as newest from order_links where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter < ?`,
    [groupId, senderId, senderDeviceId, content.counter],
  );
  const newest = before?.['newest'];
  // Everything before this device came in is not missing.
  if (typeof newest !== 'number') return;
  const first = Math.max(newest + 1, content.counter - missingMax);
  if (first >= content.counter) return;
  changes.run(
    `insert or ignore into group_gaps (group_id, account_id, device_id, first, last, next_at)
     values (?, ?, ?, ?, ?, ?)`,
    [groupId, senderId, senderDeviceId, first, content.counter - 1, now + patienceMs],
  );
  changes.touchGroup(groupId);
}

/** Asks for what is due. @returns when the next is, if any. */
export function askForMissing(changes: Changes, context: Context): number | null {
  const { self, platform } = context;
  const now = platform.clock();
  const due = changes
    .all('select * from group_gaps where next_at <= ? and attempts < ? limit 64', [now, attemptsMax])
    .map(gapOf);
  for (const gap of due) {
    if (isFilled(changes, gap)) {
      closeGap(changes, gap);
      continue;
    }
    enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, self, gap.accountId, now),
      audience: gap.accountId === self.accountId ? 'own-devices' : 'person',
      contentType: mediaType.groupMissing,
      value: encodeSignal([uuidToBytes(gap.groupId), gap.first, gap.last]),
      lifeMs: 24 * 60 * 60_000,
    });
    changes.run(
      `update group_gaps set attempts = attempts + 1, next_at = ?
         where group_id = ? and account_id = ? and device_id = ? and first = ?`,
      [now + firstRepeatMs * 2 ** gap.attempts, gap.groupId, gap.accountId, gap.deviceId, gap.first],
    );
  }
  const next = changes.first('select min(next_at) as at from group_gaps where attempts < ?', [attemptsMax]);
  return typeof next?.['at'] === 'number' ? next['at'] : null;
}

/** Sends again what this device wrote in a group, to somebody who is in it; the newest first, as hashes chain. */
export function answerMissing(
  changes: Changes,
  context: Context,
  message: DecryptedMessage,
  groupId: ConversationId,
  first: number,
  last: number,
): void {
  const { self, platform } = context;
  const asker = readMember(changes, groupId, message.senderId);
  if (asker === null) return;
  const found = sentInGroup(changes, self.deviceId, groupId)
    // What was said before somebody came is not theirs to ask for.
    .filter((sent) => sent.counter >= first && sent.counter <= last && sent.sentAt >= (asker.joinedAt ?? 0))
    .sort((a, b) => b.counter - a.counter);
  for (const { messageId, bytes } of found) {
    enqueueSignal(changes, context, {
      conversationId: ensureCarrier(changes, self, message.senderId, platform.clock()),
      audience: message.senderId === self.accountId ? 'own-devices' : 'person',
      contentType: mediaType.resend,
      value: encodeSignal([uuidToBytes(messageId), bytes]),
    });
  }
}

/**
 * The missing message that an answer holds: of the account that answers, in an open gap, with the hash that
 * the message behind it names. `null`: nobody here asked for it.
 */
export function missingMessage(
  reader: Reader,
  answer: DecryptedMessage,
  [id, bytes]: Resend,
): DecryptedMessage | null {
  const decoded = decodeContent(bytes);
  if (decoded.kind === 'malformed') return null;
  const { content } = decoded;
  const groupId = uuidFromBytes(content.conversation) as ConversationId;
  const messageId = uuidFromBytes(id) as MessageId;
  if (messageIdOf(answer.senderId, groupId, bytes) !== messageId) return null;
  const place = placeOfMissing(reader, answer.senderId, groupId, content.counter, sha256(bytes));
  if (place === null) return null;
  return {
    messageId,
    conversationId: groupId,
    senderId: answer.senderId,
    senderDeviceId: place.deviceId,
    acceptedAt: place.acceptedAt,
    via: 'group',
    content,
    bytes,
  };
}

function placeOfMissing(
  reader: Reader,
  accountId: AccountId,
  groupId: ConversationId,
  counter: number,
  hash: Uint8Array,
): { readonly deviceId: DeviceId; readonly acceptedAt: number } | null {
  const gaps = reader
    .all('select * from group_gaps where group_id = ? and account_id = ? and first <= ? and last >= ?', [
      groupId,
      accountId,
      counter,
      counter,
    ])
    .map(gapOf);
  for (const { deviceId } of gaps) {
    const sender = { conversationId: groupId, senderId: accountId, senderDeviceId: deviceId };
    const previous = readLink(reader, sender, counter + 1)?.previous ?? null;
    if (previous === null || !constantTimeEqual(previous, hash)) continue;
    // Right before what it belongs before.
    const next = reader.first(
      `select sort_at from items where conversation_id = ? and sender_id = ? and sender_device_id = ?
         and counter > ? order by counter limit 1`,
      [groupId, accountId, deviceId, counter],
    );
    return { deviceId, acceptedAt: next === undefined ? 0 : numberOf(next, 'sort_at') };
  }
  return null;
}

function isFilled(reader: Reader, { groupId, accountId, deviceId, first, last }: Gap): boolean {
  const row = reader.first(
    `select count(*) as here from order_links where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter between ? and ?`,
    [groupId, accountId, deviceId, first, last],
  );
  return row !== undefined && numberOf(row, 'here') > last - first;
}

/** The newest of what this device wrote in a group. */
function sentInGroup(
  reader: Reader,
  deviceId: DeviceId,
  groupId: ConversationId,
): { messageId: string; bytes: Uint8Array; counter: number; sentAt: number }[] {
  return reader
    .all(
      `select message_id, content from retry_cache where conversation_id = ? and sender_device_id = ?
         order by sent_at desc limit ${sentMax}`,
      [groupId, deviceId],
    )
    .flatMap((row) => {
      const bytes = bytesOf(row, 'content');
      const decoded = decodeContent(bytes);
      if (decoded.kind === 'malformed') return [];
      const { counter, sentAt } = decoded.content;
      return [{ messageId: textOf(row, 'message_id'), bytes, counter, sentAt }];
    });
}

function closeGap(changes: Changes, { groupId, accountId, deviceId, first }: Gap): void {
  changes.run(
    'delete from group_gaps where group_id = ? and account_id = ? and device_id = ? and first = ?',
    [groupId, accountId, deviceId, first],
  );
}

function gapOf(row: Parameters<typeof textOf>[0]): Gap {
  return {
    groupId: textOf(row, 'group_id') as ConversationId,
    accountId: textOf(row, 'account_id') as AccountId,
    deviceId: textOf(row, 'device_id') as DeviceId,
    first: numberOf(row, 'first'),
    last: numberOf(row, 'last'),
    attempts: numberOf(row, 'attempts'),
  };
}
