import { BlobId } from '@sotto/protocol';
import { type FileBody, fileBodyLimits, filePart, readFilePart } from '@sotto/protocol/content';
import type { FileSendOptions, OutgoingFile } from '../api/file.ts';
import { ClientError } from '../client-error.ts';
import type { FileSource } from '../platform/file-source.ts';
import { fileFormats, formatOf, headBytes, mediaTypeOfName } from './file-formats.ts';
import { safeFileName } from './safe-file-name.ts';
import type { SaidOfFile } from './said-of-file.ts';

const unknownType = 'application/octet-stream';

/**
 * What a message will say of a file. What a receiver would refuse is refused here, and a type that its first bytes
 * contradict is not claimed.
 *
 * @throws ClientError `invalid-input`; whatever the source throws.
 */
export async function describeOutgoing(
  outgoing: OutgoingFile,
  source: FileSource,
  options: Pick<FileSendOptions, 'viewOnce' | 'noForward'>,
): Promise<SaidOfFile> {
  const head = await source.read(0, Math.min(headBytes, source.size));
  const name = outgoing.name ?? source.name;
  const mediaType = outgoing.asFile
    ? unknownType
    : honestType(outgoing.mediaType ?? source.mediaType, name, head);
  const said: SaidOfFile = {
    mediaType,
    name: safeFileName(name, mediaType),
    description: outgoing.description ?? '',
    voiceNote: outgoing.voiceNote ?? false,
    viewOnce: options.viewOnce ?? false,
    noForward: options.noForward ?? false,
    size: outgoing.size ?? null,
    durationMs: outgoing.durationMs === undefined ? null : Math.round(outgoing.durationMs),
    thumbhash: plainBytes(outgoing.thumbhash),
    waveform: plainBytes(outgoing.waveform),
    preview: previewOf(outgoing.preview),
  };
  if (source.size > fileBodyLimits.fileBytes || !canBeRead(said)) throw new ClientError('invalid-input');
  return said;
}

/** What the file is said to be, or what its name says, or what it is; never what it is not. */
function honestType(claimed: string, name: string, head: Uint8Array): string {
  const plain = claimed.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  for (const candidate of [plain, mediaTypeOfName(name) ?? '']) {
    const format = formatOf(candidate);
    if (format?.begins(head)) return format.mediaType;
  }
  const seen = fileFormats.find((format) => format.show === 'image' && format.begins(head));
  if (seen !== undefined) return seen.mediaType;
  if (plain === '' || formatOf(plain) !== undefined) return unknownType;
  return /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(plain) ? plain : unknownType;
}

/** Bytes of our own, whatever kind of array they came in. */
function plainBytes(bytes: Uint8Array | undefined): Uint8Array | null {
  return bytes === undefined ? null : new Uint8Array(bytes);
}

function previewOf(preview: OutgoingFile['preview']): SaidOfFile['preview'] {
  return preview === undefined
    ? null
    : { mediaType: preview.mediaType, bytes: new Uint8Array(preview.bytes) };
}

function canBeRead(said: SaidOfFile): boolean {
  const file: FileBody = {
    ...said,
    blobId: BlobId.parse('00000000-0000-4000-8000-000000000000'),
    key: new Uint8Array(32),
    length: 0,
    commitment: new Uint8Array(32),
    ciphertextHash: new Uint8Array(32),
    expires: 0,
  };
  return readFilePart(filePart(file)).kind === 'file';
}
