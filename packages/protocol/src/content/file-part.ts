import { z } from 'zod';
import { uuidFromBytes, uuidToBytes } from '../encoding/uuid.ts';
import { BlobId } from '../ids.ts';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { disposition, type Part } from './part.ts';

type ExternalPart = Extract<Part, { kind: 'external' }>;

/**
 * A file in a message: everything needed to fetch it, to know that it is the right one, and to show something
 * before it is here. An external part of draft-ietf-mimi-content, whose fields are
 *
 *     contentType   media type, as the sender found it
 *     url           sotto-blob:<blob id>: a name at one's own server; nothing else is ever fetched
 *     expires       Unix seconds after which the server has it no more, or 0
 *     size          bytes of the file
 *     encAlg        0x8001: sealed in chunks with a synthetic IV (@sotto/crypto/attachment)
 *     key           32 bytes
 *     nonce         file id: the 16 bytes of the blob id
 *     aad           deterministic CBOR of what follows below
 *     hashAlg       0: what is hashed is said by encAlg
 *     contentHash   32 bytes, over the tags of all chunks
 *     description   what it shows, for those who cannot see it; plain
 *     filename      plain; to be made harmless before it is shown or used
 *
 *     aad = [ 1, commitment (32), flags (1 voice note, 2 view once, 4 no forward),
 *             width / null, height / null, milliseconds / null, thumbhash / null, waveform / null,
 *             preview type / null, preview / null ]
 */
export type FileBody = {
  readonly blobId: BlobId;
  readonly key: Uint8Array;
  readonly length: number;
  readonly commitment: Uint8Array;
  readonly ciphertextHash: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
  readonly description: string;
  /** Unix seconds; 0: the server keeps it. */
  readonly expires: number;
  readonly voiceNote: boolean;
  readonly viewOnce: boolean;
  readonly noForward: boolean;
  /** As it is to be shown: its orientation is applied. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly durationMs: number | null;
  readonly thumbhash: Uint8Array | null;
  /** Loudness from beginning to end, 0 to 255. */
  readonly waveform: Uint8Array | null;
  /** A small picture made by the sender: a poster, a thumbnail. */
  readonly preview: { readonly mediaType: FilePreviewType; readonly bytes: Uint8Array } | null;
};

export const filePreviewTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type FilePreviewType = (typeof filePreviewTypes)[number];

/** Bounds of what a message says of a file; what exceeds them is refused. */
export const fileBodyLimits = {
  /** As long as file systems let names be. */
  nameCharacters: 255,
  descriptionCharacters: 1000,
  /** 2^47: what the chunks can number. */
  fileBytes: 2 ** 47,
  /** No camera is near it; canvases give up earlier. */
  pixels: 65_535,
  durationMs: 2 ** 40,
  thumbhashBytes: 32,
  waveformBytes: 128,
  previewBytes: 16 * 1024,
} as const;

export type FileBodyResult =
  | { readonly kind: 'file'; readonly file: FileBody }
  /** Another kind of external part: kept, never fetched. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed' };

const sealedInChunks = 0x80_01;
const scheme = 'sotto-blob:';
const formatVersion = 1;
const flag = { voiceNote: 1, viewOnce: 2, noForward: 4 } as const;

const { nameCharacters, descriptionCharacters, fileBytes, pixels, durationMs, previewBytes } = fileBodyLimits;
const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const atMost = (bytes: number) =>
  z.instanceof(Uint8Array).refine((value) => value.length > 0 && value.length <= bytes);
const Text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'));
const MediaType = z
  .string()
  .max(127)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/);

const Fields = z.tuple([
  MediaType,
  z.string().startsWith(scheme),
  z.int().min(0).max(0xff_ff_ff_ff),
  z.int().min(0).max(fileBytes),
  z.literal(sealedInChunks),
  exactly(32),
  exactly(16),
  z.instanceof(Uint8Array),
  z.literal(0),
  exactly(32),
  Text(descriptionCharacters),
  Text(nameCharacters).min(1),
]);

const Pixels = z.int().min(1).max(pixels).nullable();
const Aad = z
  .tuple([
    z.literal(formatVersion),
    exactly(32),
    z.int().min(0).max(7),
    Pixels,
    Pixels,
    z.int().min(0).max(durationMs).nullable(),
    atMost(fileBodyLimits.thumbhashBytes).nullable(),
    atMost(fileBodyLimits.waveformBytes).nullable(),
    z.enum(filePreviewTypes).nullable(),
    atMost(previewBytes).nullable(),
  ])
  .refine(([, , , width, height, , , , type, preview]) => {
    return (width === null) === (height === null) && (type === null) === (preview === null);
  });

/** The part of a message that names a file. */
export function filePart(file: FileBody): ExternalPart {
  const { size, preview } = file;
  const flags =
    (file.voiceNote ? flag.voiceNote : 0) |
    (file.viewOnce ? flag.viewOnce : 0) |
    (file.noForward ? flag.noForward : 0);
  const aad = encodeValue([
    formatVersion,
    file.commitment,
    flags,
    size?.width ?? null,
    size?.height ?? null,
    file.durationMs,
    file.thumbhash,
    file.waveform,
    preview?.mediaType ?? null,
    preview?.bytes ?? null,
  ]);
  const fields = [
    file.mediaType,
    `${scheme}${file.blobId}`,
    file.expires,
    file.length,
    sealedInChunks,
    file.key,
    uuidToBytes(file.blobId),
    aad,
    0,
    file.ciphertextHash,
    file.description,
    file.name,
  ];
  return { kind: 'external', disposition: disposition.attachment, language: '', fields };
}

/** Reads a file of a message. Total: any external part yields a file, or is foreign or malformed. */
export function readFilePart({ fields }: ExternalPart): FileBodyResult {
  if (fields[4] !== sealedInChunks) return { kind: 'foreign' };
  const parsed = Fields.safeParse(fields);
  if (!parsed.success) return { kind: 'malformed' };
  const [mediaType, url, expires, length, , key, fileId, aad, , ciphertextHash, description, name] =
    parsed.data;
  const said = decodeValue(Aad, aad);
  const blobId = BlobId.safeParse(url.slice(scheme.length));
  // One name in two places: the address and what the encryption is bound to.
  if (said === undefined || !blobId.success || blobId.data !== uuidFromBytes(fileId))
    return { kind: 'malformed' };
  const [, commitment, flags, width, height, duration, thumbhash, waveform, type, preview] = said;
  return {
    kind: 'file',
    file: {
      blobId: blobId.data,
      key,
      length,
      commitment,
      ciphertextHash,
      mediaType,
      name,
      description,
      expires,
      voiceNote: (flags & flag.voiceNote) !== 0,
      viewOnce: (flags & flag.viewOnce) !== 0,
      noForward: (flags & flag.noForward) !== 0,
      size: width === null || height === null ? null : { width, height },
      durationMs: duration,
      thumbhash,
      waveform,
      preview: type === null || preview === null ? null : { mediaType: type, bytes: preview },
    },
  };
}
