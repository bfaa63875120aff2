import { refreshParts } from './refresh-parts.ts';
import { verifyFor } from './verify-for.ts';

/** Whether a refresh was signed by the device with this signature key (32 bytes). Total. */
export function verifyRefresh(
  refreshToken: string,
  requestId: string,
  signatureKey: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifyFor('sotto/session-refresh/1', signatureKey, refreshParts(refreshToken, requestId), signature);
}
