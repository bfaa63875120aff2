import { concatBytes, utf8 } from '../../primitives/bytes.ts';
import { hmacSha256 } from '../../primitives/hmac-sha256.ts';

const version = utf8('HPKE-v1');

/** LabeledExtract of RFC 9180 section 4, HKDF-SHA256: 32 bytes. */
export function labeledExtract(
  suiteId: Uint8Array,
  salt: Uint8Array,
  label: Uint8Array,
  ikm: Uint8Array,
): Uint8Array {
  return hmacSha256(salt, version, suiteId, label, ikm);
}

/** LabeledExpand of RFC 9180 section 4, HKDF-SHA256. @param length at most 32. */
export function labeledExpand(
  suiteId: Uint8Array,
  prk: Uint8Array,
  label: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array {
  const block = hmacSha256(prk, lengthPrefix(length), version, suiteId, label, info, firstBlock);
  return length === block.length ? block : block.slice(0, length);
}

const firstBlock = Uint8Array.of(1);
const lengthPrefix = (length: number): Uint8Array => Uint8Array.of(length >>> 8, length);

/** `suite_id` of a KEM: "KEM" and its identifier. */
export const kemSuiteId = (kemId: number): Uint8Array =>
  concatBytes(utf8('KEM'), Uint8Array.of(kemId >>> 8, kemId));
