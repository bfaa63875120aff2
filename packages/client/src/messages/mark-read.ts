import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType, messageStatus } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import {
  advanceReadMarker,
  type ConversationRecord,
  ensureCarrier,
  readConversation,
} from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { beginExpiry } from '../expiry/begin-expiry.ts';
import { givesReceipts } from '../groups/receipts.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalText, textOf } from '../store/columns.ts';
import { advanceThreadRead, threadReadThrough } from '../threads/thread-table.ts';
import { dueReceipt } from './due-receipts.ts';
import { enqueueSignal } from './enqueue-signal.ts';
import { placeOf } from './item-table.ts';
import { readPreferences } from './preferences.ts';

/** Messages one look can have read at a time; older ones were read with what came after them. */
const receiptsMax = 500;

/**
 * Everything up to an item was seen: the marker moves, one's own other devices hear of it, what disappears
 * begins to, and, where receipts are on, so does the writer hear. Threads are read apart.
 */
export function markRead(context: DeviceContext, conversationId: ConversationId, itemId: string): void {
  const { database, platform } = context;
  database.commit((changes) => {
    const conversation = readConversation(changes, conversationId);
    if (conversation === null) throw new ClientError('unknown-conversation');
    const place = placeOf(changes, conversationId, itemId);
    if (place === null) throw new ClientError('unknown-message');
    const threadId = threadOf(changes, itemId);
    const scope = { conversationId, threadId };
    const through = newestServerTime(changes, scope, place);
    const before = threadId === null ? conversation.readThrough : threadReadThrough(changes, threadId);
    const read = readBetween(changes, scope, before, through);
    if (threadId === null) {
      if (!advanceReadMarker(changes, conversationId, through)) return;
      tellOwnDevices(changes, context, conversation, through);
    } else {
      if (!advanceThreadRead(changes, scope.conversationId, threadId, through)) return;
      const target = { conversation: uuidToBytes(conversationId), message: uuidToBytes(threadId) };
      sendOwnState(changes, context, [{ kind: 'read', ...target, through }]);
    }
    beginExpiry(changes, conversationId, threadId, through, platform.clock());
    if (conversation.kind === 'note-to-self' || !readPreferences(changes).readReceipts) return;
    if (conversation.kind === 'group' && !givesReceipts(changes, conversationId)) return;
    for (const messageId of read) dueReceipt(changes, conversationId, messageId, messageStatus.read);
  });
}

function tellOwnDevices(
  changes: Changes,
  context: DeviceContext,
  { conversationId, kind }: ConversationRecord,
  through: number,
): void {
  const { self, platform } = context;
  enqueueSignal(changes, context, {
    // A group's own queue may have to wait for the group.
    conversationId:
      kind === 'group' ? ensureCarrier(changes, self, self.accountId, platform.clock()) : conversationId,
    audience: 'own-devices',
    contentType: mediaType.readMarker,
    value: encodeSignal([uuidToBytes(conversationId), through]),
  });
}

type Scope = { readonly conversationId: ConversationId; readonly threadId: string | null };

/** Messages of others in a stretch of a conversation or of a thread. */
function readBetween(
  reader: Reader,
  { conversationId, threadId }: Scope,
  before: number,
  through: number,
): string[] {
  return reader
    .all(
      `select item_id from items where conversation_id = ? and thread_id is ? and sort_at > ? and sort_at <= ?
         and mine = 0 and kind = 'message' order by sort_at desc limit ${receiptsMax}`,
      [conversationId, threadId, before, through],
    )
    .map((row) => textOf(row, 'item_id'));
}

/**
 * The server's time of the newest item up to a place. Notices and what waits to be sent stand at times of
 * this device's clock, which must not decide what another person's message counts as.
 */
function newestServerTime(reader: Reader, { conversationId, threadId }: Scope, place: number): number {
  const row = reader.first(
    `select coalesce(max(sort_at), 0) as newest from items where conversation_id = ? and thread_id is ?
       and sort_at <= ? and kind <> 'notice' and coalesce(state, '') not in ('waiting', 'failed')`,
    [conversationId, threadId, place],
  );
  return row === undefined ? 0 : numberOf(row, 'newest');
}

function threadOf(reader: Reader, itemId: string): string | null {
  const row = reader.first('select thread_id from items where item_id = ?', [itemId]);
  return row === undefined ? null : optionalText(row, 'thread_id');
}
