import { webcrypto } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { webCryptoChunkEngine } from '../../src/attachment/index.ts';
import { type LockedFiles, lockedFiles, patternOf } from './locked-files.ts';
import { openFile, sealFile } from './sealed-file.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'attachment');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** Files that were sealed before. A change of the format adds a vector file and never edits one. */
describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const locked = JSON.parse(readFileSync(join(folder, name), 'utf8')) as LockedFiles;

  test('is what this code writes from the same inputs', async () => {
    expect(await lockedFiles()).toEqual(locked);
  });

  test.each(locked.files)('a file of $length bytes still opens', async (file) => {
    const engine = webCryptoChunkEngine(webcrypto.subtle);
    const secret = { key: bytes(file.key), fileId: bytes(file.file_id) };
    const { length } = file;
    const blob = file.blob === null ? (await sealFile(secret, patternOf(length))).blob : bytes(file.blob);
    const reference = {
      ...secret,
      length,
      commitment: bytes(file.commitment),
      ciphertextHash: bytes(file.ciphertext_hash),
    };
    expect(await openFile({ blob, reference }, engine)).toEqual(patternOf(length));
  });
});
