import { refreshParts } from './refresh-parts.ts';
import { signFor } from './sign-for.ts';

/**
 * A device's signature under a refresh: a stolen refresh token is worth nothing without the device.
 *
 * @param signatureSeed 32 bytes. @returns 64 bytes.
 */
export function signRefresh(refreshToken: string, requestId: string, signatureSeed: Uint8Array): Uint8Array {
  return signFor('sotto/session-refresh/1', signatureSeed, refreshParts(refreshToken, requestId));
}
