import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attachmentCapability,
  attachmentKeys,
  beginOpening,
  beginSealing,
  chunkBytes,
  chunkLength,
  ciphertextHash,
  layoutOf,
  portableChunkEngine,
  rangeOf,
  tagBytes,
  trailerOf,
  webCryptoChunkEngine,
} from '../../src/attachment/index.ts';
import { concatBytes, sha256, toHex } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { openFile, type SealedFile, sealFile, threeChunks } from './sealed-file.ts';

const random = deterministicRandom('attachment');
const newSecret = () => ({ key: random(32), fileId: random(16) });
const fileOf = (length: number) => deterministicRandom(`file of ${length}`)(length);
const webCrypto = webCryptoChunkEngine(webcrypto.subtle);

describe('a sealed file', () => {
  test.each([0, 1, 1024, chunkBytes - 1, chunkBytes, chunkBytes + 1, threeChunks])(
    'of %i bytes comes back as it was',
    async (length) => {
      const file = fileOf(length);
      const sealed = await sealFile(newSecret(), file);
      expect(sealed.blob.length).toBe(layoutOf(length).blobLength);
      expect(await openFile(sealed)).toEqual(file);
    },
  );

  test('is the same with every engine', async () => {
    const file = fileOf(threeChunks);
    const secret = newSecret();
    const [slow, fast] = [await sealFile(secret, file), await sealFile(secret, file, webCrypto)];
    expect(toHex(sha256(fast.blob))).toBe(toHex(sha256(slow.blob)));
    expect(fast.reference).toEqual(slow.reference);
    expect(await openFile(slow, webCrypto)).toEqual(file);
  });

  test('engines agree where the counter wraps around', async () => {
    const keys = { encryptionKey: random(32), authenticationKey: random(32) };
    const counter = new Uint8Array(16).fill(0xff);
    const [slow, fast] = [await portableChunkEngine(keys), await webCrypto(keys)];
    expect(await fast.crypt(counter, fileOf(100))).toEqual(await slow.crypt(counter, fileOf(100)));
  });

  test('is read from anywhere', async () => {
    const file = fileOf(threeChunks);
    const { blob, reference } = await sealFile(newSecret(), file);
    const opening = await beginOpening(reference, portableChunkEngine);
    if (opening.kind === 'refused') throw new Error(opening.reason);
    const { layout } = opening.file;
    const checked = opening.file.checkTags(blob.slice(trailerOf(layout).from), blob.length);
    if (checked.kind === 'refused') throw new Error(checked.reason);
    const wanted = { from: chunkBytes + 100, to: chunkBytes * 2 + 100 };
    const range = rangeOf(layout, wanted);
    const fetched = blob.slice(range.from, range.to);
    const parts: Uint8Array[] = [];
    for (let index = range.first; index < range.end; index++) {
      const at = index * chunkBytes - range.from;
      const opened = await checked.file.open(index, fetched.slice(at, at + chunkLength(layout, index)));
      if (opened.kind === 'opened') parts.push(opened.plaintext);
    }
    expect(concatBytes(...parts).slice(100, 100 + chunkBytes)).toEqual(file.slice(wanted.from, wanted.to));
  });
});

describe('REQ-C4: refused as a whole', () => {
  const cases = (): Promise<{ sealed: SealedFile; other: SealedFile }> =>
    Promise.all([
      sealFile(newSecret(), fileOf(threeChunks)),
      sealFile(newSecret(), fileOf(threeChunks + 1)),
    ]).then(([sealed, other]) => ({ sealed, other }));
  /** The chunks as they are stored, the tags as they are stored. */
  const split = ({ blob }: SealedFile) => {
    const { from } = trailerOf(layoutOf(threeChunks));
    const chunks = [0, 1, 2].map((index) =>
      blob.slice(index * chunkBytes, Math.min((index + 1) * chunkBytes, from)),
    );
    return { chunks, trailer: blob.slice(from) };
  };

  test('swapped: the blob of another file', async () => {
    const { sealed, other } = await cases();
    expect(await openFile({ ...sealed, blob: other.blob })).toBe('wrong-tags');
  });

  test('swapped: another file under the same key', async () => {
    const secret = newSecret();
    const sealed = await sealFile(secret, fileOf(threeChunks));
    const other = await sealFile({ ...secret, fileId: random(16) }, fileOf(threeChunks));
    expect(await openFile({ ...sealed, blob: other.blob })).toBe('wrong-tags');
  });

  test('swapped: chunks of another file behind the right tags', async () => {
    const { sealed, other } = await cases();
    const foreign = concatBytes(...split(other).chunks, split(sealed).trailer);
    expect(await openFile({ ...sealed, blob: foreign })).toBe('wrong-chunk');
  });

  test('truncated: by a byte, a chunk, a chunk with its tag, everything', async () => {
    const { sealed } = await cases();
    const { chunks, trailer } = split(sealed);
    const [first, second] = chunks as [Uint8Array, Uint8Array];
    for (const blob of [
      sealed.blob.slice(0, -1),
      concatBytes(first, second, trailer),
      concatBytes(first, second, trailer.slice(0, 2 * tagBytes)),
      new Uint8Array(),
    ])
      expect(await openFile({ ...sealed, blob })).toBe('wrong-length');
  });

  test('truncated: a shorter length in the message is another commitment', async () => {
    const { sealed } = await cases();
    const reference = { ...sealed.reference, length: threeChunks - 1 };
    expect(await openFile({ ...sealed, reference })).toBe('wrong-key');
  });

  test('truncated: a first half said to be a whole file', async () => {
    const secret = newSecret();
    const { blob, reference } = await sealFile(secret, fileOf(threeChunks));
    // The one who holds the key re-signs nothing: the tags of the long file carry no mark of a last chunk.
    const { layout, commitment } = await beginSealing({ ...secret, length: 1000 }, portableChunkEngine);
    const tags = blob.slice(trailerOf(layoutOf(threeChunks)).from).slice(0, tagBytes);
    const short = concatBytes(blob.slice(0, layout.paddedLength), tags);
    const claimed = { ...reference, length: 1000, commitment, ciphertextHash: ciphertextHash(layout, tags) };
    expect(await openFile({ blob: short, reference: claimed })).toBe('wrong-chunk');
  });

  test('extended: by a byte, by a chunk', async () => {
    const { sealed } = await cases();
    const { chunks, trailer } = split(sealed);
    for (const blob of [
      concatBytes(sealed.blob, new Uint8Array(1)),
      concatBytes(...chunks, chunks[0] as Uint8Array, trailer),
    ])
      expect(await openFile({ ...sealed, blob })).toBe('wrong-length');
  });

  test('reordered: chunks, tags, both together', async () => {
    const { sealed } = await cases();
    const { chunks, trailer } = split(sealed);
    const [first, second, third] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    const swapped = concatBytes(
      trailer.slice(tagBytes, 2 * tagBytes),
      trailer.slice(0, tagBytes),
      trailer.slice(2 * tagBytes),
    );
    expect(await openFile({ ...sealed, blob: concatBytes(second, first, third, trailer) })).toBe(
      'wrong-chunk',
    );
    expect(await openFile({ ...sealed, blob: concatBytes(first, second, third, swapped) })).toBe(
      'wrong-tags',
    );
    expect(await openFile({ ...sealed, blob: concatBytes(second, first, third, swapped) })).toBe(
      'wrong-tags',
    );
  });

  test('reordered by somebody who can hash: the place is under the tag', async () => {
    const { sealed } = await cases();
    const { chunks, trailer } = split(sealed);
    const [first, second, third] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    const tags = concatBytes(
      trailer.slice(tagBytes, 2 * tagBytes),
      trailer.slice(0, tagBytes),
      trailer.slice(2 * tagBytes),
    );
    const reference = { ...sealed.reference, ciphertextHash: sha256(tags) };
    expect(await openFile({ blob: concatBytes(second, first, third, tags), reference })).toBe('wrong-chunk');
  });

  test('re-keyed: another key, file id or commitment', async () => {
    const { sealed, other } = await cases();
    for (const change of [
      { key: other.reference.key },
      { fileId: other.reference.fileId },
      { commitment: other.reference.commitment },
    ])
      expect(await openFile({ ...sealed, reference: { ...sealed.reference, ...change } })).toBe('wrong-key');
  });

  test('re-keyed: one blob opens under one key, whatever it is said to commit to', async () => {
    const { sealed, other } = await cases();
    const { key, fileId } = other.reference;
    const { commitment } = attachmentKeys({ key, fileId, length: threeChunks });
    const reference = { ...sealed.reference, key, fileId, commitment };
    expect(await openFile({ ...sealed, reference })).toBe('wrong-chunk');
  });

  test('any changed bit, wherever it is', async () => {
    const sealed = await sealFile(newSecret(), fileOf(3000));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.blob.length * 8 - 1 }), async (bit) => {
        const blob = sealed.blob.slice();
        blob[bit >> 3] = (blob[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(await openFile({ ...sealed, blob })).toMatch(/^wrong-(tags|chunk)$/);
      }),
    );
  });

  test('a chunk of another length than its place has', async () => {
    const { blob, reference } = await sealFile(newSecret(), fileOf(3000));
    const opening = await beginOpening(reference, portableChunkEngine);
    if (opening.kind === 'refused') throw new Error(opening.reason);
    const checked = opening.file.checkTags(
      blob.slice(trailerOf(opening.file.layout).from),
      opening.file.layout.blobLength,
    );
    if (checked.kind === 'refused') throw new Error(checked.reason);
    expect(await checked.file.open(0, blob.slice(0, 5))).toEqual({ kind: 'refused', reason: 'wrong-length' });
    await expect(checked.file.open(1, blob)).rejects.toMatchObject({ code: 'out-of-range' });
  });

  test('a tag too many, or half a one, under a hash that fits', async () => {
    const { blob, reference } = await sealFile(newSecret(), fileOf(3000));
    for (const trailer of [blob.slice(-tagBytes - 1), blob.slice(-tagBytes + 1)]) {
      const opening = await beginOpening(
        { ...reference, ciphertextHash: sha256(trailer) },
        portableChunkEngine,
      );
      if (opening.kind === 'refused') throw new Error(opening.reason);
      expect(opening.file.checkTags(trailer, blob.length)).toEqual({ kind: 'refused', reason: 'wrong-tags' });
    }
  });

  test('padding that hides something', async () => {
    const secret = newSecret();
    const long = await sealFile(secret, fileOf(1024));
    // Seals 1,024 bytes as if the file had 1,000: the padding then holds 24 of its bytes.
    const keys = attachmentKeys({ ...secret, length: 1000 });
    const cipher = await portableChunkEngine(keys);
    const framed = concatBytes(Uint8Array.of(0, 0, 0, 0, 1), fileOf(1024));
    const tag = await cipher.authenticate(framed);
    const ciphertext = await cipher.crypt(tag.slice(0, 16), framed.slice(5));
    const reference = {
      ...long.reference,
      length: 1000,
      commitment: keys.commitment,
      ciphertextHash: sha256(tag),
    };
    expect(await openFile({ blob: concatBytes(ciphertext, tag), reference })).toBe('wrong-padding');
  });
});

describe('keys', () => {
  test('sealing again gives the same bytes; other bytes give another key stream', async () => {
    const secret = { ...newSecret(), length: 1000 };
    const sealer = await beginSealing(secret, portableChunkEngine);
    const [once, twice] = [await sealer.seal(0, fileOf(1000)), await sealer.seal(0, fileOf(1000))];
    expect(twice).toEqual(once);
    const changed = fileOf(1000);
    changed[0] = (changed[0] as number) ^ 1;
    const other = await sealer.seal(0, changed);
    // Under one key stream all bytes but the first would be equal.
    const equal = other.ciphertext.filter((byte, at) => byte === once.ciphertext[at]).length;
    expect(equal).toBeLessThan(50);
  });

  test('the capability depends on key and file, and is none of the keys', () => {
    const secret = newSecret();
    const capability = toHex(attachmentCapability(secret));
    const keys = Object.values(attachmentKeys({ ...secret, length: 5 })).map(toHex);
    expect(keys).not.toContain(capability);
    expect(toHex(attachmentCapability({ ...secret, fileId: random(16) }))).not.toBe(capability);
    expect(toHex(attachmentCapability({ ...secret, key: random(32) }))).not.toBe(capability);
  });

  test('inputs of another size are a mistake of the caller', async () => {
    const secret = { ...newSecret(), length: 10 };
    const badLength = { code: 'bad-length' };
    expect(() => attachmentKeys({ ...secret, key: random(16) })).toThrow('bad-length');
    expect(() => attachmentKeys({ ...secret, fileId: random(32) })).toThrow('bad-length');
    const sealer = await beginSealing(secret, portableChunkEngine);
    await expect(sealer.seal(0, fileOf(9))).rejects.toMatchObject(badLength);
    expect(() => ciphertextHash(sealer.layout, random(31))).toThrow('bad-length');
    const reference = { ...secret, commitment: random(32), ciphertextHash: random(32) };
    for (const wrong of [{ commitment: random(31) }, { ciphertextHash: random(31) }])
      await expect(beginOpening({ ...reference, ...wrong }, portableChunkEngine)).rejects.toMatchObject(
        badLength,
      );
  });
});
