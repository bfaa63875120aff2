import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileSource } from '../../platform/file-source.ts';
import { cleanSource } from './clean-source.ts';
import { crc32 } from './crc32.ts';
import { orientationOnly, readOrientation } from './exif-orientation.ts';

const text = (value: string) => [...value].map((character) => character.charCodeAt(0));
const be32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const le32 = (value: number) => be32(value).reverse();

function sourceOf(bytes: readonly number[]): FileSource {
  const all = Uint8Array.from(bytes);
  return {
    name: 'picture',
    mediaType: '',
    size: all.length,
    fingerprint: 'f',
    reference: null,
    read: async (from, to) => all.slice(from, to),
    close: async () => {},
  };
}

async function cleaned(bytes: readonly number[]): Promise<number[]> {
  const source = await cleanSource(sourceOf(bytes));
  const whole = [...(await source.read(0, source.size))];
  // Whatever part of it is asked for is the same part.
  for (const [from, to] of [
    [0, 1],
    [1, Math.min(40, source.size)],
    [source.size >> 1, source.size],
  ] as const)
    expect([...(await source.read(from, to))]).toEqual(whole.slice(from, to));
  return whole;
}

/** A camera's Exif: how it was turned, and where. */
const place = '47.3769N 8.5417E';
const exif = (orientation: number) => [...orientationOnly(orientation), ...text(`${place} Camera 9`)];

const segment = (kind: number, ...body: number[]) => [0xff, kind, ...be32(body.length + 2).slice(2), ...body];

describe('JPEG', () => {
  const jfif = segment(0xe0, ...text('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0);
  const profile = segment(0xe2, ...text('ICC_PROFILE\0'), 1, 1, 9, 9);
  const tables = segment(0xdb, 0, ...new Array<number>(64).fill(1));
  const frame = segment(0xc0, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
  const scan = [...segment(0xda, 1, 1, 0, 0, 63, 0), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9];
  const picture = [0xff, 0xd8, ...jfif, ...profile, ...tables, ...frame, ...scan];

  test('loses place, camera, comments and what hangs behind it, and keeps every other byte', async () => {
    const taken = [
      0xff,
      0xd8,
      ...jfif,
      ...segment(0xe1, ...text('Exif\0\0'), ...exif(1)),
      ...segment(0xe1, ...text('http://ns.adobe.com/xap/1.0/\0'), ...text(place)),
      ...segment(0xe2, ...text('MPF\0'), ...text(place)),
      ...profile,
      ...segment(0xed, ...text('Photoshop 3.0\0'), ...text(place)),
      ...segment(0xfe, ...text('taken at home')),
      ...tables,
      ...frame,
      ...scan,
      ...text(`a film at ${place}`),
    ];
    expect(await cleaned(taken)).toEqual(picture);
  });

  test('keeps how it is turned, and nothing else of Exif', async () => {
    const taken = [
      0xff,
      0xd8,
      ...segment(0xe1, ...text('Exif\0\0'), ...exif(6)),
      ...tables,
      ...frame,
      ...scan,
    ];
    const clean = await cleaned(taken);
    const kept = segment(0xe1, ...text('Exif\0\0'), ...orientationOnly(6));
    expect(clean).toEqual([0xff, 0xd8, ...kept, ...tables, ...frame, ...scan]);
  });

  test('of several scans loses nothing but what is between them and is no picture', async () => {
    const twice = [...scan.slice(0, -2), ...segment(0xfe, ...text(place)), ...scan];
    const clean = await cleaned([0xff, 0xd8, ...tables, ...frame, ...twice]);
    expect(clean).toEqual([0xff, 0xd8, ...tables, ...frame, ...scan.slice(0, -2), ...scan]);
  });

  test('that was cut off stays as much as there is of it', async () => {
    const cut = [
      0xff,
      0xd8,
      ...segment(0xe1, ...text('Exif\0\0'), ...exif(1)),
      ...tables,
      ...scan.slice(0, -3),
    ];
    expect(await cleaned(cut)).toEqual([0xff, 0xd8, ...tables, ...scan.slice(0, -3)]);
  });
});

describe('PNG', () => {
  const chunk = (name: string, ...data: number[]) => [
    ...be32(data.length),
    ...text(name),
    ...data,
    ...be32(crc32(Uint8Array.from([...text(name), ...data]))),
  ];
  const head = [
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk('IHDR', ...new Array<number>(13).fill(1)),
  ];
  const picture = [...chunk('sRGB', 0), ...chunk('IDAT', 1, 2, 3)];

  test('loses texts, times, Exif and what hangs behind it', async () => {
    const taken = [
      ...head,
      ...chunk('tEXt', ...text(`Location\0${place}`)),
      ...chunk('iTXt', ...text('XML:com.adobe.xmp')),
      ...chunk('tIME', 7, 230, 1, 1, 1, 1, 1),
      ...chunk('eXIf', ...exif(1)),
      ...picture,
      ...chunk('prVT', 1),
      ...chunk('IEND'),
      ...text(place),
    ];
    expect(await cleaned(taken)).toEqual([...head, ...picture, ...chunk('IEND')]);
  });

  test('keeps how it is turned', async () => {
    const clean = await cleaned([...head, ...chunk('eXIf', ...exif(8)), ...picture, ...chunk('IEND')]);
    expect(clean).toEqual([...head, ...chunk('eXIf', ...orientationOnly(8)), ...picture, ...chunk('IEND')]);
  });
});

describe('WebP', () => {
  const chunk = (name: string, ...data: number[]) => [
    ...text(name),
    ...le32(data.length),
    ...data,
    ...(data.length % 2 === 1 ? [0] : []),
  ];
  const riff = (...chunks: number[]) => [
    ...text('RIFF'),
    ...le32(chunks.length + 4),
    ...text('WEBP'),
    ...chunks,
  ];
  const extended = (flags: number) => chunk('VP8X', flags, 0, 0, 0, 9, 0, 0, 9, 0, 0);
  const picture = chunk('VP8 ', 1, 2, 3);

  test('loses Exif and XMP and says so', async () => {
    const taken = riff(
      ...extended(0x0c),
      ...picture,
      ...chunk('EXIF', ...exif(1)),
      ...chunk('XMP ', ...text(place)),
    );
    expect(await cleaned([...taken, ...text(place)])).toEqual(riff(...extended(0), ...picture));
  });

  test('keeps how it is turned', async () => {
    const taken = riff(...extended(0x0c), ...picture, ...chunk('EXIF', ...text('Exif\0\0'), ...exif(3)));
    expect(await cleaned(taken)).toEqual(
      riff(...extended(0x08), ...picture, ...chunk('EXIF', ...orientationOnly(3))),
    );
  });
});

describe('MP4 and QuickTime', () => {
  const box = (name: string, ...body: number[]) => [...be32(body.length + 8), ...text(name), ...body];
  const times = [1, 2, 3, 4, 5, 6, 7, 8];
  const film = (kept: boolean) => {
    const about = (name: string, ...body: number[]) =>
      kept ? box(name, ...body) : box('free', ...new Array<number>(body.length).fill(0));
    const stamp = kept ? times : new Array<number>(8).fill(0);
    return [
      ...box('ftyp', ...text('isom'), 0, 0, 0, 1, ...text('isomavc1')),
      ...about('uuid', ...new Array<number>(16).fill(7), ...text(place)),
      ...box(
        'moov',
        ...box('mvhd', 0, 0, 0, 0, ...stamp, 9, 9, 9, 9),
        ...box('trak', ...box('tkhd', 0, 0, 0, 1, ...stamp, 0, 0, 0, 1), ...about('udta', ...text(place))),
        ...about('udta', ...box('\xa9xyz', ...text(place))),
        ...about('meta', ...text('com.apple.quicktime.location.ISO6709')),
      ),
      ...box('mdat', ...text('pictures and sounds')),
    ];
  };

  test('lose place, device and times, and nothing moves', async () => {
    expect(await cleaned(film(true))).toEqual(film(false));
  });

  test('stills in boxes are left alone', async () => {
    const still = box('ftyp', ...text('heic'), 0, 0, 0, 0, ...text('mif1heic'));
    expect(await cleaned([...still, ...box('meta', 1, 2, 3)])).toEqual([...still, ...box('meta', 1, 2, 3)]);
  });
});

test('whatever it is, it comes out as it was or shorter, and always the same', async () => {
  const heads = [
    [0xff, 0xd8, 0xff],
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [...text('RIFF'), 20, 0, 0, 0, ...text('WEBP')],
    [0, 0, 0, 16, ...text('ftypisom'), 0, 0, 0, 0],
    [],
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), async (head, tail) => {
      const bytes = [...head, ...tail];
      const [once, twice] = [await cleaned(bytes), await cleaned(bytes)];
      expect(once).toEqual(twice);
      expect(once.length).toBeLessThanOrEqual(bytes.length + 64);
    }),
    { numRuns: 500 },
  );
});

test('orientation is read in both byte orders and from damaged blocks', () => {
  const little = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0);
  expect(readOrientation(little)).toBe(5);
  expect(readOrientation(orientationOnly(7))).toBe(7);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const orientation = readOrientation(Uint8Array.of(0x4d, 0x4d, 0, 42, ...bytes));
      expect(orientation >= 1 && orientation <= 8).toBe(true);
    }),
  );
});
