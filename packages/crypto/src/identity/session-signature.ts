import { utf8 } from '../primitives/bytes.ts';
import { sha256 } from '../primitives/hash.ts';
import { signFor, verifyFor } from './purpose.ts';

/**
 * A device's signature under a refresh: a stolen refresh token is worth nothing without the device.
 *
 * @param signatureSeed 32 bytes. @returns 64 bytes.
 */
export function signRefresh(refreshToken: string, requestId: string, signatureSeed: Uint8Array): Uint8Array {
  return signFor('sotto/session-refresh/1', signatureSeed, parts(refreshToken, requestId));
}

/** Whether a refresh was signed by the device with this signature key (32 bytes). Total. */
export function verifyRefresh(
  refreshToken: string,
  requestId: string,
  signatureKey: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifyFor('sotto/session-refresh/1', signatureKey, parts(refreshToken, requestId), signature);
}

function parts(refreshToken: string, requestId: string): Uint8Array[] {
  return [sha256(utf8(refreshToken)), utf8(requestId)];
}
