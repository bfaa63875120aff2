import { uuidFromBytes } from '@sotto/protocol';
import { messageStatus, type StatusReport } from '@sotto/protocol/content';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { advanceState } from './item-table.ts';
import { readPreferences } from './preferences.ts';

/** Receipts of the other person: they speak only of messages in the conversation with them. */
export function takeStatusReport(changes: Changes, message: DecryptedMessage, report: StatusReport): void {
  const showsRead = readPreferences(changes).readReceipts;
  for (const [id, status] of report) {
    const read = status === messageStatus.read && showsRead;
    advanceState(changes, message.conversationId, uuidFromBytes(id), read ? 'read' : 'delivered');
  }
}
