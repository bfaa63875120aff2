import { uuidFromBytes } from '@sotto/protocol';
import { messageStatus, type StatusReport } from '@sotto/protocol/content';
import { noteGroupReceipt } from '../groups/receipts.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { advanceState } from './item-table.ts';
import { readPreferences } from './preferences.ts';

/** Receipts of the other person: of messages in the conversation with them, and in groups they are in. */
export function takeStatusReport(changes: Changes, message: DecryptedMessage, report: StatusReport): void {
  const showsRead = readPreferences(changes).readReceipts;
  for (const [id, status] of report) {
    const read = status === messageStatus.read && showsRead;
    const messageId = uuidFromBytes(id);
    if (noteGroupReceipt(changes, message, messageId, read ? 'read' : 'delivered')) continue;
    advanceState(changes, message.conversationId, messageId, read ? 'read' : 'delivered');
  }
}
