import type { AccountId, ConversationId, DeviceId, MessageId } from '@sotto/protocol';
import type { DirectNotice, FailureReason, MessageState, TimelinePlaceholder } from '../api/conversation.ts';
import { acceptMark, markPlace } from '../marks/mark-table.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalNumber } from '../store/columns.ts';

/**
 * Where a message stands that the server does not have yet: behind all others, whatever comes in
 * meanwhile, in the order in which it was written.
 */
export const pendingPlace = 2 ** 52;

export type NewMessage = {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly senderId: AccountId;
  readonly senderDeviceId: DeviceId;
  readonly mine: boolean;
  /** The server's time, or `pendingPlace` while it is only here. */
  readonly sortAt: number;
  /** Where it stands by this device's clock: shown until the server has it, kept when it fails. */
  readonly writtenAt: number;
  /** Place in the order of the sending device, from 1 (REQ-S6). */
  readonly counter: number;
  readonly text: string;
  readonly state: MessageState;
  readonly requestId: string | null;
  readonly rich: NewRichness;
};

/** What a message has beside one plain text. */
export type NewRichness = {
  /** The part as it came, unless it is one plain text. */
  readonly body: Uint8Array | null;
  readonly replyTo: string | null;
  readonly threadId: string | null;
  /** The sender's clock. */
  readonly sentAt: number;
  readonly forwards: number;
  readonly silent: boolean;
  readonly mentionsMe: boolean;
  readonly deleted: boolean;
  readonly expiresSeconds: number | null;
  readonly expiresAt: number | null;
};

function hasReplies(reader: Reader, messageId: string): boolean {
  return reader.first('select 1 from items where thread_id = ? limit 1', [messageId]) !== undefined;
}

/** Adds a message, or puts it in the place of its placeholder. Says whether it is new. */
export function insertMessage(changes: Changes, message: NewMessage): boolean {
  const { rich } = message;
  const added = changes.run(
    `insert into items (item_id, conversation_id, kind, sender_id, sender_device_id, mine, sort_at,
       written_at, counter, text, state, request_id, body, reply_to, thread_id, sent_at, forwards, silent,
       mentions_me, deleted, expires_seconds, expires_at)
     values (?, ?, 'message', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (item_id) do update set kind = 'message', text = excluded.text, counter = excluded.counter,
       state = excluded.state, detail = null, conversation_id = excluded.conversation_id,
       sender_device_id = excluded.sender_device_id, body = excluded.body, reply_to = excluded.reply_to,
       thread_id = excluded.thread_id, sent_at = excluded.sent_at, forwards = excluded.forwards,
       silent = excluded.silent, mentions_me = excluded.mentions_me, deleted = excluded.deleted,
       expires_seconds = excluded.expires_seconds, expires_at = excluded.expires_at
     where kind = 'placeholder'`,
    [
      message.messageId,
      message.conversationId,
      message.senderId,
      message.senderDeviceId,
      message.mine ? 1 : 0,
      message.sortAt,
      message.writtenAt,
      message.counter,
      storableText(message.text),
      message.state,
      message.requestId,
      rich.body,
      rich.replyTo,
      rich.threadId,
      rich.sentAt,
      rich.forwards,
      rich.silent ? 1 : 0,
      rich.mentionsMe ? 1 : 0,
      rich.deleted ? 1 : 0,
      rich.expiresSeconds,
      rich.expiresAt,
    ],
  );
  if (added === 0) return false;
  changes.touchConversation(message.conversationId, message.messageId);
  if (rich.threadId !== null) {
    changes.touchConversation(message.conversationId, rich.threadId);
    changes.touchThreads();
  } else if (message.mine && hasReplies(changes, message.messageId)) {
    // It came behind what was said under it: from now on its writer follows that.
    changes.touchThreads();
  }
  if (rich.expiresSeconds !== null) changes.touchExpiry();
  return true;
}

/** As CommonMark reads it; the stores end a text at U+0000. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}

export function insertNotice(
  changes: Changes,
  notice: {
    itemId: string;
    conversationId: ConversationId;
    accountId: AccountId;
    notice: DirectNotice['notice'];
    now: number;
  },
): void {
  const added = changes.run(
    `insert or ignore into items (item_id, conversation_id, kind, sender_id, sender_device_id, mine, sort_at,
       counter, detail)
     values (?, ?, 'notice', ?, '', 0, ?, 0, ?)`,
    [
      notice.itemId,
      notice.conversationId,
      notice.accountId,
      newestPlace(changes, notice.conversationId, notice.now),
      notice.notice,
    ],
  );
  if (added > 0) changes.touchConversation(notice.conversationId, notice.itemId);
}

export function insertPlaceholder(
  changes: Changes,
  placeholder: {
    messageId: MessageId;
    conversationId: ConversationId;
    senderId: AccountId;
    senderDeviceId: DeviceId;
    mine: boolean;
    sortAt: number;
    /** Its place in the order of its sender, where that could be read. */
    counter?: number;
    cause: TimelinePlaceholder['cause'];
  },
): void {
  const added = changes.run(
    `insert or ignore into items (item_id, conversation_id, kind, sender_id, sender_device_id, mine, sort_at,
       counter, detail)
     values (?, ?, 'placeholder', ?, ?, ?, ?, ?, ?)`,
    [
      placeholder.messageId,
      placeholder.conversationId,
      placeholder.senderId,
      placeholder.senderDeviceId,
      placeholder.mine ? 1 : 0,
      placeholder.sortAt,
      placeholder.counter ?? 0,
      placeholder.cause,
    ],
  );
  if (added > 0) changes.touchConversation(placeholder.conversationId, placeholder.messageId);
}

export function removeItem(changes: Changes, conversationId: ConversationId, itemId: string): void {
  const removed = changes.run('delete from items where item_id = ?', [itemId]);
  if (removed > 0) changes.touchConversation(conversationId, itemId);
}

/** What could not be read turned out to be nothing that has a line of its own. */
export function removePlaceholder(changes: Changes, conversationId: ConversationId, itemId: string): void {
  const removed = changes.run(`delete from items where item_id = ? and kind = 'placeholder'`, [itemId]);
  if (removed > 0) changes.touchConversation(conversationId, itemId);
}

/** How far a message of one's own has come; it never goes back. */
export function advanceState(
  changes: Changes,
  conversationId: ConversationId,
  messageId: string,
  state: 'sent' | 'delivered' | 'read',
): void {
  const before = { sent: ['waiting', 'failed'], delivered: ['waiting', 'failed', 'sent'] };
  const earlier = state === 'read' ? [...before.delivered, 'delivered'] : before[state];
  const changed = changes.run(
    `update items set state = ?, failure = null where item_id = ? and conversation_id = ? and mine = 1
       and state in (${earlier.map(() => '?').join(', ')})`,
    [state, messageId, conversationId, ...earlier],
  );
  if (changed > 0) changes.touchConversation(conversationId, messageId);
}

/**
 * The server has it: the message takes the place that it has on every device, and begins to disappear if it
 * is to. A receipt can be quicker than the answer, when that was lost and came again.
 */
export function acceptMessage(
  changes: Changes,
  conversationId: ConversationId,
  messageId: string,
  acceptedAt: number,
): void {
  const moved = changes.run('update items set sort_at = ? where item_id = ? and mine = 1', [
    acceptedAt,
    messageId,
  ]);
  if (moved > 0) changes.touchConversation(conversationId, messageId);
  const begins = changes.run(
    `update items set expires_at = ? + expires_seconds * 1000
     where item_id = ? and mine = 1 and expires_seconds is not null and expires_at is null`,
    [acceptedAt, messageId],
  );
  if (begins > 0) changes.touchExpiry();
  const marked = acceptMark(changes, messageId, acceptedAt);
  if (marked !== null) changes.touchConversation(conversationId, marked.target);
  advanceState(changes, conversationId, messageId, 'sent');
}

export function failMessage(
  changes: Changes,
  conversationId: ConversationId,
  messageId: string,
  failure: FailureReason | null,
): void {
  // A failed message stays where it was written; what comes after it goes on below.
  const changed = changes.run(
    `update items set state = ?, failure = ?, sort_at = min(sort_at, written_at)
       where item_id = ? and mine = 1`,
    [failure === null ? 'waiting' : 'failed', failure, messageId],
  );
  if (changed > 0) changes.touchConversation(conversationId, messageId);
  const marked = markPlace(changes, messageId);
  if (marked !== null) changes.touchConversation(conversationId, marked.target);
}

/** Where something that happens now stands: behind everything that is there and has its place. */
export function newestPlace(reader: Reader, conversationId: ConversationId, now: number): number {
  const newest = optionalNumber(
    reader.first('select max(sort_at) as newest from items where conversation_id = ? and sort_at < ?', [
      conversationId,
      pendingPlace,
    ]) ?? {},
    'newest',
  );
  return Math.max(now, (newest ?? 0) + 1);
}

export function placeOf(reader: Reader, conversationId: ConversationId, itemId: string): number | null {
  const row = reader.first('select sort_at from items where item_id = ? and conversation_id = ?', [
    itemId,
    conversationId,
  ]);
  return row === undefined ? null : numberOf(row, 'sort_at');
}
