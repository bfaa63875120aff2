import type { ConversationId } from '@sotto/protocol';
import { ClientError } from '../client-error.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { removeEntry, setFailed } from '../outbox/outbox-table.ts';
import type { Changes } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { failMessage, removeItem } from './item-table.ts';
import { readLink, removeLink } from './sender-order.ts';

/** Tries a failed message again, in its place. */
export function retryMessage({ database }: DeviceContext, messageId: string): void {
  database.commit((changes) => {
    const conversationId = conversationOfUnsent(changes, messageId);
    setFailed(changes, messageId, false);
    failMessage(changes, conversationId, messageId, null);
  });
}

/**
 * Takes back a message that has not left. The newest gives its place in the order back; an older one
 * leaves a gap that the others will see, because the messages behind it name it.
 */
export function discardMessage(
  { database, self }: Pick<DeviceContext, 'database' | 'self'>,
  messageId: string,
): void {
  database.commit((changes) => {
    const conversationId = conversationOfUnsent(changes, messageId);
    const row = changes.first('select counter from items where item_id = ?', [messageId]);
    const counter = row === undefined ? 0 : numberOf(row, 'counter');
    giveBackPlace(changes, self, conversationId, counter);
    removeEntry(changes, messageId);
    removeItem(changes, conversationId, messageId);
  });
}

/** The newest place in this device's order is free again; another one stays taken. */
export function giveBackPlace(
  changes: Changes,
  { accountId, deviceId }: DeviceContext['self'],
  conversationId: ConversationId,
  counter: number,
): void {
  if (readConversation(changes, conversationId)?.sentCounter !== counter) return;
  const sender = { conversationId, senderId: accountId, senderDeviceId: deviceId };
  const link = readLink(changes, sender, counter);
  changes.run('update conversations set sent_counter = ?, sent_hash = ? where conversation_id = ?', [
    counter - 1,
    link?.previous ?? null,
    conversationId,
  ]);
  removeLink(changes, sender, counter);
}

function conversationOfUnsent(changes: Changes, messageId: string): ConversationId {
  const row = changes.first(
    `select conversation_id from items where item_id = ? and mine = 1 and state in ('waiting', 'failed')`,
    [messageId],
  );
  if (row === undefined) throw new ClientError('unknown-message');
  return textOf(row, 'conversation_id') as ConversationId;
}
