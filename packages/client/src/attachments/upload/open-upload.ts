import { type AttachmentLayout, attachmentKeys, layoutOf, trailerOf } from '@sotto/crypto/attachment';
import { uuidToBytes } from '@sotto/protocol';
import { ClientError } from '../../client-error.ts';
import type { DeviceContext } from '../../device-context.ts';
import type { Cancellation } from '../../platform/cancellation.ts';
import type { FileSource } from '../../platform/file-source.ts';
import { cleanSource } from '../metadata/clean-source.ts';
import { sealingReader } from './sealing-reader.ts';
import { isSpooled, readSpooled, spoolFile } from './spool-file.ts';
import { readUploadFile, type UploadFileRecord } from './upload-table.ts';
import { loadTags, saveTags } from './upload-tags.ts';

/** The bytes of one upload, wherever they come from. */
export type OpenUpload = {
  readonly layout: AttachmentLayout;
  readonly commitment: Uint8Array;
  read(from: number, to: number): Promise<Uint8Array>;
  /** The tags of all chunks, once everything was read. */
  tags(): Promise<Uint8Array>;
  /** What was learnt by reading is kept for the next start. */
  save(): void;
  close(): Promise<void>;
};

type Context = Pick<DeviceContext, 'database' | 'platform'>;

/**
 * Opens what an upload is sent from: its sealed copy on this device, or the person's file, which is sealed as it is
 * read.
 *
 * @param source the file, where the platform has it already.
 * @returns `null` when the file has to be chosen again.
 * @throws ClientError `file-changed`, `file-unreadable`, `interrupted`.
 */
export async function openUpload(
  context: Context,
  file: UploadFileRecord,
  source: FileSource | null,
  cancellation: Cancellation,
): Promise<OpenUpload | null> {
  if (file.spooled) return openSpooled(context, file);
  const original = source ?? (await reopen(context, file));
  if (original === null) return null;
  if (original.fingerprint !== file.fingerprint) {
    await original.close();
    throw new ClientError('file-changed');
  }
  const sent = file.cleaned ? await readable(() => cleanSource(original)) : original;
  if (sent.size !== file.bytes) throw new ClientError('file-changed');
  const direct = await openDirect(context, file, sent);
  if (!isSpooled(direct.layout.blobLength, file.source)) return direct;
  const spooled = await spoolFile(context, file.blobId, { ...direct, allTags: direct.tags }, cancellation);
  if (!spooled) return direct;
  await direct.close();
  return openSpooled(context, readUploadFile(context.database, file.blobId) ?? file);
}

async function reopen({ platform }: Context, file: UploadFileRecord): Promise<FileSource | null> {
  return file.source === null ? null : platform.files.reopen(file.source);
}

async function openDirect(
  { database, platform }: Context,
  file: UploadFileRecord,
  source: FileSource,
): Promise<OpenUpload> {
  const secret = { key: file.key, fileId: uuidToBytes(file.blobId) };
  const tags = loadTags(database, file.blobId, layoutOf(file.bytes).chunkCount);
  const checked = {
    size: source.size,
    read: (from: number, to: number) => readable(() => source.read(from, to)),
  };
  const reader = await sealingReader(platform.files.engine, secret, checked, tags);
  return {
    layout: reader.layout,
    commitment: reader.commitment,
    read: reader.read,
    tags: reader.allTags,
    save: () => database.commit((changes) => saveTags(changes, file.blobId, tags)),
    close: () => source.close(),
  };
}

async function openSpooled({ platform }: Context, file: UploadFileRecord): Promise<OpenUpload> {
  const sealed = await platform.files.sealed();
  if (sealed === null) throw new ClientError('file-unreadable');
  const copy = await sealed.open(file.blobId);
  const layout = layoutOf(file.bytes);
  const trailer = trailerOf(layout);
  const { commitment } = attachmentKeys({
    key: file.key,
    fileId: uuidToBytes(file.blobId),
    length: file.bytes,
  });
  return {
    layout,
    commitment,
    read: (from, to) => readSpooled(copy, from, to),
    tags: () => readSpooled(copy, trailer.from, trailer.to),
    save: () => {},
    close: () => copy.close(),
  };
}

/** A source that cannot be read says so in its own words; nothing of them leaves. */
async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    throw new ClientError('file-unreadable', cause);
  }
}
