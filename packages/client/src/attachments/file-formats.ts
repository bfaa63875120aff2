import type { FileKind } from '../api/file.ts';

type Format = {
  readonly mediaType: string;
  readonly show: Exclude<FileKind, 'voice' | 'file'>;
  /** Ends of names that go with it; the first is given to a name that has none of them. */
  readonly extensions: readonly string[];
  /** Whether a file begins like one. */
  readonly begins: (head: Uint8Array) => boolean;
};

/** As much of a file as has to be seen to know its format. */
export const headBytes = 64;

/**
 * What is drawn and played, and nothing else is (REQ-C5): raster images, audio and video that every engine we
 * run in decodes by itself. No format here can carry a script, a link or another document.
 */
export const fileFormats: readonly Format[] = [
  { mediaType: 'image/jpeg', show: 'image', extensions: ['jpg', 'jpeg'], begins: starts(0xff, 0xd8, 0xff) },
  {
    mediaType: 'image/png',
    show: 'image',
    extensions: ['png'],
    begins: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  {
    mediaType: 'image/gif',
    show: 'image',
    extensions: ['gif'],
    begins: (head) => hasText(head, 0, 'GIF87a') || hasText(head, 0, 'GIF89a'),
  },
  { mediaType: 'image/webp', show: 'image', extensions: ['webp'], begins: riff('WEBP') },
  { mediaType: 'image/avif', show: 'image', extensions: ['avif'], begins: brand('avif', 'avis') },
  {
    mediaType: 'video/mp4',
    show: 'video',
    extensions: ['mp4', 'm4v'],
    begins: brand(
      'isom',
      'iso2',
      'iso4',
      'iso5',
      'iso6',
      'mp41',
      'mp42',
      'avc1',
      'M4V ',
      'dash',
      'mmp4',
      'MSNV',
    ),
  },
  { mediaType: 'video/webm', show: 'video', extensions: ['webm'], begins: starts(0x1a, 0x45, 0xdf, 0xa3) },
  {
    mediaType: 'audio/mp4',
    show: 'audio',
    extensions: ['m4a', 'mp4'],
    begins: brand('M4A ', 'M4B ', 'mp42', 'isom', 'iso5', 'iso6', 'dash'),
  },
  {
    mediaType: 'audio/mpeg',
    show: 'audio',
    extensions: ['mp3'],
    // ID3, or the eleven set bits a frame begins with and a layer that exists.
    begins: (head) =>
      hasText(head, 0, 'ID3') ||
      (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && ((head[1] ?? 0) & 0x06) !== 0),
  },
  { mediaType: 'audio/ogg', show: 'audio', extensions: ['ogg', 'oga', 'opus'], begins: text('OggS') },
  {
    mediaType: 'audio/webm',
    show: 'audio',
    extensions: ['weba', 'webm'],
    begins: starts(0x1a, 0x45, 0xdf, 0xa3),
  },
  { mediaType: 'audio/wav', show: 'audio', extensions: ['wav'], begins: riff('WAVE') },
  { mediaType: 'audio/flac', show: 'audio', extensions: ['flac'], begins: text('fLaC') },
  {
    mediaType: 'audio/aac',
    show: 'audio',
    extensions: ['aac'],
    begins: (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0,
  },
];

const other: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/apng': 'image/png',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/opus': 'audio/ogg',
  'audio/x-flac': 'audio/flac',
  'video/x-m4v': 'video/mp4',
};

/** The format of a media type; `undefined`: it is not one that is shown. */
export function formatOf(mediaType: string): Format | undefined {
  const name = other[mediaType] ?? mediaType;
  return fileFormats.find((format) => format.mediaType === name);
}

/** The media type a name stands for, as far as it is one that is shown. */
export function mediaTypeOfName(name: string): string | undefined {
  const extension = extensionOf(name);
  return fileFormats.find((format) => format.extensions.includes(extension))?.mediaType;
}

/** What is behind the last dot, in lower case; empty where there is none. */
export function extensionOf(name: string): string {
  return /\.([^.]{1,16})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function starts(...bytes: readonly number[]): (head: Uint8Array) => boolean {
  return (head) => bytes.every((byte, i) => head[i] === byte);
}

function text(expected: string): (head: Uint8Array) => boolean {
  return (head) => hasText(head, 0, expected);
}

function riff(form: string): (head: Uint8Array) => boolean {
  return (head) => hasText(head, 0, 'RIFF') && hasText(head, 8, form);
}

/** ISO base media: the major brand, or one of those it says it is compatible with. */
function brand(...brands: readonly string[]): (head: Uint8Array) => boolean {
  return (head) => {
    if (!hasText(head, 4, 'ftyp')) return false;
    const end = Math.min(head.length, ((head[2] ?? 0) << 8) | (head[3] ?? 0));
    for (let at = 8; at + 4 <= end; at += 4) {
      if (at !== 12 && brands.some((name) => hasText(head, at, name))) return true;
    }
    return false;
  };
}

function hasText(head: Uint8Array, at: number, expected: string): boolean {
  for (let i = 0; i < expected.length; i++) if (head[at + i] !== expected.charCodeAt(i)) return false;
  return true;
}
