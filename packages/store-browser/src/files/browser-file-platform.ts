import {
  type FilePlatform,
  fetchByteTransport,
  type SealedFiles,
  webCryptoChunkEngine,
} from '@sotto/client/platform';
import { browserFileSink } from './browser-file-sink.ts';
import { browserFileSource } from './browser-file-source.ts';
import { opfsSealedFiles } from './opfs-sealed-files.ts';

/** Files are `File`s and handles; sealed ones live in the origin's private file system, or nowhere. */
export function browserFilePlatform(): FilePlatform {
  let sealed: Promise<SealedFiles | null> | undefined;
  return {
    bytes: fetchByteTransport<AbortSignal>(
      (url, init) => fetch(url, init),
      () => new AbortController(),
    ),
    engine: webCryptoChunkEngine(crypto.subtle),
    sealed() {
      sealed ??= opfsSealedFiles();
      return sealed;
    },
    open: browserFileSource,
    reopen: async () => null,
    create: browserFileSink,
  };
}
