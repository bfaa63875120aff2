import { utf8 } from '../primitives/bytes.ts';
import { sha256 } from '../primitives/hash.ts';

/**
 * The parts under a refresh signature: SHA-256 of the token, request id. The token names account, device
 * and session and ends by itself, so they and an expiry are not repeated.
 */
export function refreshParts(refreshToken: string, requestId: string): Uint8Array[] {
  return [sha256(utf8(refreshToken)), utf8(requestId)];
}
