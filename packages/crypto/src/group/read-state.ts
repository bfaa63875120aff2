import { mlsExporter } from './schedule/exporter.ts';
import type { GroupState } from './state/group-state.ts';

/** Equal on all members who agree on an epoch, and on no others (RFC 9420 section 8.7): 32 bytes. */
export const epochAuthenticator = (state: GroupState): Uint8Array => state.secrets.authenticator;

/** The hash of every commit so far (RFC 9420 section 8.2): 32 bytes, empty in epoch 0. */
export const confirmedTranscript = (state: GroupState): Uint8Array => state.context.confirmedTranscriptHash;

/** MLS-Exporter (RFC 9420 section 8.5): a secret that only this epoch's members know. @param length at most 8160. */
export function exportSecret(
  state: GroupState,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  return mlsExporter(state.secrets.exporter, label, context, length);
}
