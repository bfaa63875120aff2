import type { ChunkEngine } from '@sotto/crypto/attachment';
import type { FileDestination, PickedFile } from '../api/file.ts';
import type { ByteTransport } from './byte-transport.ts';
import type { FileSink } from './file-sink.ts';
import type { FileSource } from './file-source.ts';
import type { SealedFiles } from './sealed-files.ts';

/** What differs between platforms when files are sent and saved. */
export type FilePlatform = {
  readonly bytes: ByteTransport;
  readonly engine: ChunkEngine;
  /** Where sealed blobs are kept on this device; `null` where nothing is. */
  sealed(): Promise<SealedFiles | null>;
  /** @throws when it is no file, or one that cannot be read. */
  open(file: PickedFile): Promise<FileSource>;
  /** A file that was open before a restart; `null` when it is not found any more. */
  reopen(reference: string): Promise<FileSource | null>;
  /** @throws when the place cannot be written to. */
  create(destination: FileDestination): Promise<FileSink>;
};
