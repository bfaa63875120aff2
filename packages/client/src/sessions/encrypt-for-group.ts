import { confirmedTranscript, encryptMessage } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { Changes } from '../store/changes.ts';
import { transcriptDigest } from './describe-group.ts';

/**
 * Encrypts one padded plaintext for everybody who is in the group now. The moved ratchet is part of the
 * change: it is durable before the ciphertext can leave (REQ-S7). What it says of the group's history is in
 * the authenticated data (REQ-G5).
 */
export function encryptForGroup(
  changes: Changes,
  { vault, platform }: Pick<DeviceContext, 'vault' | 'platform'>,
  groupId: ConversationId,
  plaintext: Uint8Array,
): Uint8Array {
  const state = vault.read(changes, groupId);
  const encrypted = encryptMessage(state, plaintext, {
    authenticatedData: transcriptDigest(confirmedTranscript(state)),
    random: platform.random,
  });
  vault.write(changes, groupId, encrypted.state);
  return encrypted.message;
}
