import { sha256 } from '@sotto/crypto/primitives';
import type { ConversationId } from '@sotto/protocol';
import { decodeContent } from '@sotto/protocol/content';
import { readOwnAccount } from '../accounts/own-account.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import { readEntry, removeEntry } from '../outbox/outbox-table.ts';
import type { Changes } from '../store/changes.ts';
import { readHeld, removeHeld } from './held-message.ts';
import { removeLink } from './sender-order.ts';
import { noteSkipped } from './skipped-links.ts';

/**
 * Takes a content of this device out of what waits to be sent. The newest gives its place in the order back
 * if it cannot have left; of any other the next content says that it will not come, so that nobody sees a
 * gap.
 */
export function dropUnsent(changes: Changes, messageId: string): void {
  const held = readHeld(changes, messageId);
  if (held !== null) {
    removeHeld(changes, messageId);
    freePlace(changes, held.conversationId, held.content, true);
  }
  const entry = readEntry(changes, messageId);
  if (entry !== null) {
    removeEntry(changes, messageId);
    freePlace(changes, entry.conversationId, entry.content, entry.envelopes === null);
  }
}

/** @param unseen no other device can have it. */
function freePlace(
  changes: Changes,
  conversationId: ConversationId,
  bytes: Uint8Array,
  unseen: boolean,
): void {
  const decoded = decodeContent(bytes);
  const own = readOwnAccount(changes);
  if (decoded.kind === 'malformed' || decoded.content.counter === 0 || own === null) return;
  const { counter, previous } = decoded.content;
  const { accountId, deviceId } = own;
  if (!unseen || readConversation(changes, conversationId)?.sentCounter !== counter) {
    noteSkipped(changes, conversationId, { deviceId, counter, hash: sha256(bytes), previous });
    return;
  }
  changes.run('update conversations set sent_counter = ?, sent_hash = ? where conversation_id = ?', [
    counter - 1,
    previous,
    conversationId,
  ]);
  removeLink(changes, { conversationId, senderId: accountId, senderDeviceId: deviceId }, counter);
}
