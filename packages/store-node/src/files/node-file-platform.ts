import { join } from 'node:path';
import { type FilePlatform, fetchByteTransport } from '@sotto/client/platform';
import { nodeChunkEngine } from './node-chunk-engine.ts';
import { nodeFileSink } from './node-file-sink.ts';
import { nodeFileSource } from './node-file-source.ts';
import { nodeSealedFiles } from './node-sealed-files.ts';

/** Files are named by their paths. Without a folder nothing of them is kept. */
export function nodeFilePlatform(folder: string | undefined): FilePlatform {
  const sealed = folder === undefined ? null : nodeSealedFiles(join(folder, 'files'));
  return {
    bytes: fetchByteTransport<AbortSignal>(fetch, () => new AbortController()),
    engine: nodeChunkEngine,
    sealed: async () => sealed,
    open: (file) => nodeFileSource(pathOf(file)),
    reopen: (reference) => nodeFileSource(reference).catch(() => null),
    create: (destination) => nodeFileSink(pathOf(destination)),
  };
}

function pathOf(file: string | object): string {
  if (typeof file !== 'string') throw new TypeError('in Node a file is named by its path');
  return file;
}
