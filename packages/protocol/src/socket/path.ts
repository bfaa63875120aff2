import type { AccountId, DeviceId } from '../ids.ts';

/** Where a device's socket is: its account and itself, which the access token must agree with. */
export function socketPath(accountId: AccountId, deviceId: DeviceId): string {
  return `/ws/${accountId}/${deviceId}`;
}

/**
 * Subprotocols a socket may ask for: binary CBOR, or JSON text with base64 bytes (also when none is
 * asked for). Both carry the same frames.
 */
export const socketProtocols = { cbor: 'sotto.v1.cbor', json: 'sotto.v1.json' } as const;

/**
 * A browser cannot set headers on a socket: it offers its access token as one more subprotocol with
 * this prefix. The server never selects that one, so the token is not echoed. Elsewhere the ordinary
 * `Authorization: Bearer` header does.
 */
export const socketTokenPrefix = 'sotto.bearer.';

/** Codes a socket is closed with (RFC 6455 section 7.4.2, private range). */
export const socketCloseCodes = {
  'session-ended': 4401,
  'token-expired': 4402,
  'slow-reader': 4408,
  replaced: 4409,
  'too-many-errors': 4429,
  restarting: 1012,
} as const;
