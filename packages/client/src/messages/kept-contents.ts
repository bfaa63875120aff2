import type { AccountId, ConversationId, DeviceId, MessageId } from '@sotto/protocol';
import { decodeContent, meaningOf } from '@sotto/protocol/content';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { bytesOf, numberOf, textOf } from '../store/columns.ts';
import { insertPlaceholder } from './item-table.ts';
import { noteLink } from './sender-order.ts';

/** Kept of contents that a later version wrote: more would be somebody filling the disk. */
const keptMax = 10_000;

/**
 * Keeps a content of a kind this version does not know, for the day when one runs here that does.
 *
 * @param shown a person would have seen it: a line says that it is there.
 */
export function keepContent(
  changes: Changes,
  message: DecryptedMessage,
  mine: boolean,
  shown: boolean,
): void {
  const { messageId, conversationId, senderId, senderDeviceId, acceptedAt, content, bytes } = message;
  noteLink(changes, message);
  changes.run(
    `insert or ignore into kept_contents
       (message_id, conversation_id, sender_id, sender_device_id, accepted_at, content)
     select ?, ?, ?, ?, ?, ? where (select count(*) from kept_contents) < ${keptMax}`,
    [messageId, conversationId, senderId, senderDeviceId, acceptedAt, bytes],
  );
  if (!shown) return;
  const line = { messageId, conversationId, senderId, senderDeviceId, mine, counter: content.counter };
  insertPlaceholder(changes, { ...line, sortAt: acceptedAt, cause: 'newer-version' });
}

/** Contents that were kept and can be understood now; they are kept no longer. */
export function takeUnderstood(changes: Changes): DecryptedMessage[] {
  return changes.all('select * from kept_contents order by accepted_at, message_id').flatMap((row) => {
    const bytes = bytesOf(row, 'content');
    const decoded = decodeContent(bytes);
    if (decoded.kind === 'malformed' || meaningOf(decoded.content).kind === 'newer') return [];
    const messageId = textOf(row, 'message_id') as MessageId;
    const conversationId = textOf(row, 'conversation_id') as ConversationId;
    changes.run('delete from kept_contents where message_id = ?', [messageId]);
    return {
      messageId,
      conversationId,
      senderId: textOf(row, 'sender_id') as AccountId,
      senderDeviceId: textOf(row, 'sender_device_id') as DeviceId,
      acceptedAt: numberOf(row, 'accepted_at'),
      via: readConversation(changes, conversationId)?.kind === 'group' ? 'group' : 'direct',
      content: decoded.content,
      bytes,
    };
  });
}
