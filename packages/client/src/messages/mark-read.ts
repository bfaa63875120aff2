import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType, messageStatus } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import { advanceReadMarker, ensureCarrier, readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { givesReceipts } from '../groups/receipts.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { dueReceipt } from './due-receipts.ts';
import { enqueueSignal } from './enqueue-signal.ts';
import { placeOf } from './item-table.ts';
import { readPreferences } from './preferences.ts';

/** Messages one look can have read at a time; older ones were read with what came after them. */
const receiptsMax = 500;

/**
 * Everything up to an item was seen: the marker moves, one's own other devices hear of it, and, where
 * receipts are on, so does the writer.
 */
export function markRead(context: DeviceContext, conversationId: ConversationId, itemId: string): void {
  const { database, self, platform } = context;
  database.commit((changes) => {
    const conversation = readConversation(changes, conversationId);
    if (conversation === null) throw new ClientError('unknown-conversation');
    const place = placeOf(changes, conversationId, itemId);
    if (place === null) throw new ClientError('unknown-message');
    const through = newestServerTime(changes, conversationId, place);
    if (!advanceReadMarker(changes, conversationId, through)) return;
    const read = changes.all(
      `select item_id from items where conversation_id = ? and sort_at > ? and sort_at <= ? and mine = 0
         and kind = 'message' order by sort_at desc limit ${receiptsMax}`,
      [conversationId, conversation.readThrough, through],
    );
    const isGroup = conversation.kind === 'group';
    enqueueSignal(changes, context, {
      // A group's own queue may have to wait for the group.
      conversationId: isGroup
        ? ensureCarrier(changes, self, self.accountId, platform.clock())
        : conversationId,
      audience: 'own-devices',
      contentType: mediaType.readMarker,
      value: encodeSignal([uuidToBytes(conversationId), through]),
    });
    if (conversation.kind === 'note-to-self' || !readPreferences(changes).readReceipts) return;
    if (isGroup && !givesReceipts(changes, conversationId)) return;
    for (const row of read) dueReceipt(changes, conversationId, textOf(row, 'item_id'), messageStatus.read);
  });
}

/**
 * The server's time of the newest item up to a place. Notices and what waits to be sent stand at times of
 * this device's clock, which must not decide what another person's message counts as.
 */
function newestServerTime(reader: Reader, conversationId: ConversationId, place: number): number {
  const row = reader.first(
    `select coalesce(max(sort_at), 0) as newest from items where conversation_id = ? and sort_at <= ?
       and kind <> 'notice' and coalesce(state, '') not in ('waiting', 'failed')`,
    [conversationId, place],
  );
  return row === undefined ? 0 : numberOf(row, 'newest');
}
