import { concatBytes, sha256, utf8 } from '@sotto/crypto/primitives';
import { type AccountId, ConversationId, uuidFromDigest, uuidToBytes } from '@sotto/protocol';

const label = utf8('sotto/direct-conversation/1');

/**
 * The conversation of two people; of one with themselves, Note to Self. Both sides derive the same name:
 * SHA-256 (label || lower account id || higher account id) as a version 8 UUID.
 */
export function directConversationId(a: AccountId, b: AccountId): ConversationId {
  const [low, high] = a < b ? [a, b] : [b, a];
  return ConversationId.parse(
    uuidFromDigest(sha256(concatBytes(label, uuidToBytes(low), uuidToBytes(high)))),
  );
}
