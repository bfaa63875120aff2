import { concatBytes, uint64, utf8, wipe } from '../primitives/bytes.ts';
import { requireLength } from '../primitives/crypto-error.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';
import { layoutOf } from './attachment-layout.ts';

/** What opens a file: made for it alone, and never used for another. */
export type AttachmentSecret = {
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** The 16 bytes of the blob's name: another blob under this key is refused. */
  readonly fileId: Uint8Array;
  /** Bytes of the file. */
  readonly length: number;
};

export type AttachmentKeys = {
  readonly encryptionKey: Uint8Array;
  readonly authenticationKey: Uint8Array;
  /** 32 bytes that stand for exactly one key, file id and length; they reveal none of them. */
  readonly commitment: Uint8Array;
};

const info = utf8('sotto/attachment/1');
const capabilityInfo = utf8('sotto/attachment-capability/1');

/**
 * The keys of a file: HKDF-SHA256 (RFC 5869) with the file id as salt, over the key, for a label and the
 * file's length. File id and length are in every one of them, so nothing sealed for another file or another
 * length opens; the commitment is an output of a collision-resistant function of all three, so no second key
 * opens the same file (REQ-C4).
 *
 * @throws CryptoError `bad-length`, `out-of-range`.
 */
export function attachmentKeys({ key, fileId, length }: AttachmentSecret): AttachmentKeys {
  requireLength(key, 32, 'key');
  requireLength(fileId, 16, 'file id');
  const derived = hkdfSha256(fileId, key, concatBytes(info, uint64(layoutOf(length).length)), 96);
  const keys = {
    encryptionKey: derived.slice(0, 32),
    authenticationKey: derived.slice(32, 64),
    commitment: derived.slice(64, 96),
  };
  wipe(derived);
  return keys;
}

/**
 * What a server asks of whoever fetches the blob, of which it keeps the hash: whoever was given the file's
 * key has it, and it says nothing about the key.
 *
 * @returns 32 bytes.
 * @throws CryptoError `bad-length`.
 */
export function attachmentCapability({ key, fileId }: Omit<AttachmentSecret, 'length'>): Uint8Array {
  requireLength(key, 32, 'key');
  requireLength(fileId, 16, 'file id');
  return hkdfSha256(fileId, key, capabilityInfo, 32);
}
