import { concatBytes, uint32, utf8 } from '../primitives/bytes.ts';

/**
 * What a signature is for. It is the first thing under every signature, so none made for one purpose is
 * ever good for another (REQ-I1).
 */
export type Purpose =
  | 'sotto/device-list/1'
  | 'sotto/signed-prekey/1'
  | 'sotto/kem-prekey/1'
  | 'sotto/session-refresh/1';

/**
 * The bytes under a signature: the purpose and every part behind its length, so that no two lists of parts
 * have the same bytes.
 */
export function signedBytes(purpose: Purpose, parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...[utf8(purpose), ...parts].flatMap((part) => [uint32(part.length), part]));
}
