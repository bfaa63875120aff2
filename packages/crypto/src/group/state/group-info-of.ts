import { TlsWriter } from '../codec/tls-writer.ts';
import { encodeMlsMessage } from '../framing/mls-message.ts';
import { type Extension, extensionTypes } from '../structures/extension.ts';
import { type GroupInfo, signGroupInfo } from '../structures/group-info.ts';
import { encodeRatchetTree } from '../tree/ratchet-tree-codec.ts';
import type { GroupState } from './group-state.ts';

/** The GroupInfo of an epoch, signed by this member (RFC 9420 section 12.4.3). */
export function groupInfoOf(state: GroupState, extensions: readonly Extension[]): GroupInfo {
  const { context, confirmationTag, ownLeaf } = state;
  return signGroupInfo({ context, extensions, confirmationTag, signer: ownLeaf }, state.signaturePrivateKey);
}

/**
 * What somebody needs to join by external commit, as an MLSMessage: tree and external key included. It shows
 * the group context in clear, so it is sealed before it leaves the device.
 */
export function exportGroupInfo(state: GroupState, extensions: readonly Extension[] = []): Uint8Array {
  const { publicKey } = state.suite.kem.deriveKeyPair(state.secrets.external);
  const groupInfo = groupInfoOf(state, [
    ...extensions,
    { type: extensionTypes.ratchetTree, data: encodeRatchetTree(state.tree) },
    { type: extensionTypes.externalPub, data: new TlsWriter(64).opaque(publicKey).finish() },
  ]);
  return encodeMlsMessage({ kind: 'group-info', groupInfo });
}
