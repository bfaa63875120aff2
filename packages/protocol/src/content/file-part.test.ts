import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlobId } from '../ids.ts';
import { decodeContent, encodeContent } from './content.ts';
import { type FileBody, fileBodyLimits, filePart, filePreviewTypes, readFilePart } from './file-part.ts';
import type { Part } from './part.ts';

const bytes = (min: number, max = min) => fc.uint8Array({ minLength: min, maxLength: max });
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const pixels = fc.integer({ min: 1, max: fileBodyLimits.pixels });

const file: fc.Arbitrary<FileBody> = fc.record({
  blobId: fc.uuid().map((id) => BlobId.parse(id)),
  key: bytes(32),
  length: fc.integer({ min: 0, max: fileBodyLimits.fileBytes }),
  commitment: bytes(32),
  ciphertextHash: bytes(32),
  mediaType: fc.constantFrom('image/png', 'application/octet-stream', 'image/svg+xml'),
  name: fc.string({ minLength: 1, maxLength: 80 }).map((name) => name.replaceAll('\0', '-')),
  description: fc.constantFrom('', 'a cat on a table'),
  expires: fc.nat(),
  voiceNote: fc.boolean(),
  viewOnce: fc.boolean(),
  noForward: fc.boolean(),
  size: nullable(fc.record({ width: pixels, height: pixels })),
  durationMs: nullable(fc.nat()),
  thumbhash: nullable(bytes(5, 25)),
  waveform: nullable(bytes(1, 100)),
  preview: nullable(fc.record({ mediaType: fc.constantFrom(...filePreviewTypes), bytes: bytes(1, 300) })),
});

const example = fc.sample(file, { numRuns: 1, seed: 7 })[0] as FileBody;

/** What a receiver reads after the part has travelled. */
function travelled(part: Part): Part {
  const content = encodeContent({
    salt: new Uint8Array(16),
    replaces: null,
    topic: new Uint8Array(),
    expires: null,
    inReplyTo: null,
    conversation: new Uint8Array(16),
    counter: 1,
    previous: null,
    sentAt: 1,
    extensions: new Map(),
    part,
  });
  const decoded = decodeContent(content);
  if (decoded.kind === 'malformed') throw new Error(decoded.reason);
  return decoded.content.part;
}

const altered = (at: number, value: unknown) => {
  const part = filePart(example);
  return readFilePart({ ...part, fields: Object.assign([...part.fields], { [at]: value }) });
};

test('every file comes back as it was', () => {
  fc.assert(
    fc.property(file, (body) => {
      const part = travelled(filePart(body));
      if (part.kind !== 'external') throw new Error('another part');
      expect(readFilePart(part)).toEqual({ kind: 'file', file: body });
    }),
  );
});

describe('refusals', () => {
  test('any fields yield a file or a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 14 }), (fields) => {
        const part = { kind: 'external' as const, disposition: 6, language: '', fields };
        expect(['foreign', 'malformed']).toContain(readFilePart(part).kind);
      }),
    );
  });

  test('external parts of other kinds are nobody’s to fetch', () => {
    expect(altered(4, 0)).toEqual({ kind: 'foreign' });
    expect(altered(4, 1)).toEqual({ kind: 'foreign' });
  });

  test.each([
    ['an address on the web', 1, 'https://example.org/a'],
    ['an address that is no id', 1, 'sotto-blob:../../etc/passwd'],
    ['another name than the encryption is bound to', 6, new Uint8Array(16)],
    ['a media type in capitals', 0, 'Image/PNG'],
    ['a media type with parameters', 0, 'text/html;charset=utf-8'],
    ['a negative size', 3, -1],
    ['a size beyond all files', 3, fileBodyLimits.fileBytes + 1],
    ['a short key', 5, new Uint8Array(16)],
    ['a short hash', 9, new Uint8Array(31)],
    ['a hash algorithm', 8, 1],
    ['no name', 11, ''],
    ['a name with a zero', 11, 'a\0b'],
    ['a name beyond all file systems', 11, 'x'.repeat(256)],
    ['no CBOR', 7, new Uint8Array([0xff])],
    ['too many fields', 12, 'more'],
  ])('%s', (_what, at, value) => {
    expect(altered(at, value)).toEqual({ kind: 'malformed' });
  });

  test('a preview larger than it may be', () => {
    const preview = {
      mediaType: 'image/png' as const,
      bytes: new Uint8Array(fileBodyLimits.previewBytes + 1),
    };
    expect(readFilePart(filePart({ ...example, preview }))).toEqual({ kind: 'malformed' });
  });
});
