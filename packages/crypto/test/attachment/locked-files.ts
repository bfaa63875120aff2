import { attachmentCapability, chunkBytes } from '../../src/attachment/index.ts';
import { sha256, toHex } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { sealFile } from './sealed-file.ts';

export type LockedFiles = Awaited<ReturnType<typeof lockedFiles>>;

/** What another client, or this one later, must read and write: sealed files from fixed inputs. */
export async function lockedFiles() {
  const files = [];
  for (const length of [0, 1, 1000, 1025, chunkBytes, 2 * chunkBytes + 5000]) {
    const random = deterministicRandom(`locked file 1 of ${length}`);
    const secret = { key: random(32), fileId: random(16) };
    const { blob, reference } = await sealFile(secret, patternOf(length));
    files.push({
      length,
      key: toHex(secret.key),
      file_id: toHex(secret.fileId),
      commitment: toHex(reference.commitment),
      ciphertext_hash: toHex(reference.ciphertextHash),
      capability: toHex(attachmentCapability(secret)),
      blob_length: blob.length,
      blob_sha256: toHex(sha256(blob)),
      // Whole where it is small enough to be looked at.
      blob: blob.length < 1200 ? toHex(blob) : null,
    });
  }
  return { plaintext: 'byte n of a file is n * 7 + (n >> 8), modulo 256', files };
}

/** The content of the locked files. */
export function patternOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, n) => (n * 7 + (n >> 8)) & 0xff);
}
