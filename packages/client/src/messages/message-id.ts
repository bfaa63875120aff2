import { sha256 } from '@sotto/crypto/primitives';
import { type AccountId, type ConversationId, MessageId, uuidFromDigest } from '@sotto/protocol';
import { messageIdInput } from '@sotto/protocol/content';

/** The name of a message: a hash of who wrote it, where, and every byte of it. */
export function messageIdOf(sender: AccountId, conversation: ConversationId, content: Uint8Array): MessageId {
  return MessageId.parse(uuidFromDigest(sha256(messageIdInput(sender, conversation, content))));
}
