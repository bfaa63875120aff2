import { bytesField, readProtobuf, varintField } from '../encoding/protobuf-reader.ts';
import { writeProtobuf } from '../encoding/protobuf-writer.ts';
import { concatBytes, constantTimeEqual, utf8 } from '../primitives/bytes.ts';
import { sha512 } from '../primitives/hash.ts';

/** One side of a comparison. */
export type SafetyNumberParty = {
  /** What never changes about a person: the account id. */
  readonly stableId: Uint8Array;
  /** The identity key as it is encoded; any length. */
  readonly identityKey: Uint8Array;
};

export type SafetyNumber = {
  /** 60 digits; both sides see the same ones. */
  readonly digits: string;
  /** What a QR code holds: own half first. Each side scans the other's. */
  readonly scannable: Uint8Array;
};

/** How often the key is hashed, so that a near collision costs as many times more. Signal's number. */
const iterations = 5200;
const fingerprintVersion = new Uint8Array([0, 0]);
const scannableVersion = 2;

/**
 * The number two people compare to know that nobody stands between them: Signal's numeric fingerprint,
 * version 2 (REQ-I5). It covers both identity keys and both stable ids; the order of the halves is that of
 * their digits, so both sides see the same.
 */
export function safetyNumber(local: SafetyNumberParty, remote: SafetyNumberParty): SafetyNumber {
  const own = fingerprint(local);
  const other = fingerprint(remote);
  const halves = [digitsOf(own), digitsOf(other)].sort();
  return { digits: halves.join(''), scannable: encodeScannable(own, other) };
}

/**
 * Compare what was scanned from the other's screen with what this side knows.
 *
 * @param scanned any bytes. Total: `unreadable` for what is no such code or of another version.
 */
export function compareScanned(
  local: SafetyNumberParty,
  remote: SafetyNumberParty,
  scanned: Uint8Array,
): 'match' | 'mismatch' | 'unreadable' {
  const code = decodeScannable(scanned);
  if (code === undefined) return 'unreadable';
  const match =
    constantTimeEqual(code.own, fingerprint(remote).slice(0, 32)) &&
    constantTimeEqual(code.other, fingerprint(local).slice(0, 32));
  return match ? 'match' : 'mismatch';
}

function fingerprint({ stableId, identityKey }: SafetyNumberParty): Uint8Array {
  let hash = concatBytes(fingerprintVersion, identityKey, stableId);
  for (let i = 0; i < iterations; i++) hash = sha512(concatBytes(hash, identityKey));
  return hash;
}

/** Six groups of five digits from the first 30 bytes. */
function digitsOf(hash: Uint8Array): string {
  let digits = '';
  for (let at = 0; at < 30; at += 5) {
    let chunk = 0;
    for (let i = 0; i < 5; i++) chunk = chunk * 256 + (hash[at + i] as number);
    digits += String(chunk % 100_000).padStart(5, '0');
  }
  return digits;
}

function encodeScannable(own: Uint8Array, other: Uint8Array): Uint8Array {
  const half = (hash: Uint8Array) => writeProtobuf().bytes(1, hash.slice(0, 32)).finish();
  return writeProtobuf().varint(1, scannableVersion).bytes(2, half(own)).bytes(3, half(other)).finish();
}

function decodeScannable(bytes: Uint8Array): { own: Uint8Array; other: Uint8Array } | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined || varintField(fields, 1) !== scannableVersion) return undefined;
  const half = (which: number) => {
    const part = bytesField(fields, which);
    const inner = part === undefined ? undefined : readProtobuf(part);
    const hash = inner === undefined ? undefined : bytesField(inner, 1);
    return hash?.length === 32 ? hash : undefined;
  };
  const own = half(2);
  const other = half(3);
  return own === undefined || other === undefined ? undefined : { own, other };
}

/** A person as the product compares them: the account id's text and the identity key (32 bytes). */
export function accountParty(accountId: string, identityKey: Uint8Array): SafetyNumberParty {
  return { stableId: utf8(accountId), identityKey };
}
