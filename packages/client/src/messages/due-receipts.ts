import { type AccountId, type ConversationId, type MessageId, uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType, type messageStatus } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { numberOf, optionalText, textOf } from '../store/columns.ts';
import { enqueueSignal } from './enqueue-signal.ts';

type Status = (typeof messageStatus)[keyof typeof messageStatus];

/** As many receipts as one report holds. */
const reportMax = 200;

/** Notes a receipt, to travel with others. Read says more than delivered and replaces it. */
export function dueReceipt(
  changes: Changes,
  conversationId: ConversationId,
  messageId: MessageId | string,
  status: Status,
): void {
  changes.run(
    `insert into due_receipts (message_id, conversation_id, status) values (?, ?, ?)
     on conflict (message_id) do update set status = max(status, excluded.status)`,
    [messageId, conversationId, status],
  );
  changes.touchReceipts();
}

/**
 * Puts the receipts that are due into the outbox, one report a person: those of a group go to whoever wrote
 * the message, and to nobody else.
 */
export function sendDueReceipts(context: Pick<DeviceContext, 'database' | 'self' | 'platform'>): void {
  context.database.commit((changes) => {
    const rows = changes.all(
      `select d.*, c.kind, i.sender_id from due_receipts d
         left join conversations c on c.conversation_id = d.conversation_id
         left join items i on i.item_id = d.message_id`,
    );
    const now = context.platform.clock();
    const byConversation = Map.groupBy(rows, (row) => {
      const author = optionalText(row, 'sender_id');
      return row['kind'] === 'group' && author !== null
        ? ensureCarrier(changes, context.self, author as AccountId, now)
        : (textOf(row, 'conversation_id') as ConversationId);
    });
    for (const [conversationId, due] of byConversation) {
      for (let at = 0; at < due.length; at += reportMax) {
        const report = due
          .slice(at, at + reportMax)
          .map((row): [Uint8Array, Status] => [
            uuidToBytes(textOf(row, 'message_id')),
            numberOf(row, 'status') as Status,
          ]);
        enqueueSignal(changes, context, {
          conversationId,
          audience: 'person',
          contentType: mediaType.status,
          value: encodeSignal(report),
        });
      }
    }
    if (rows.length > 0) changes.run('delete from due_receipts');
  });
}
