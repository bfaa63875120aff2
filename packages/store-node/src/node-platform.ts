import { randomBytes } from 'node:crypto';
import {
  fetchTransport,
  type Lock,
  type Logger,
  type Platform,
  type StoreOpener,
  webSocketTransport,
} from '@sotto/client/platform';
import { nodeFilePlatform } from './files/node-file-platform.ts';
import { memoryStore } from './memory-store.ts';
import { nodeLock } from './node-lock.ts';
import { nodeStore } from './node-store.ts';
import { nodePageReader } from './page-reader.ts';

const noLock: Lock = async () => () => {};

/**
 * What the client needs of Node. With a folder the account lives there between runs; without one it
 * lives in memory.
 */
export function nodePlatform(options: { folder?: string; log?: Logger; keepAlive?: boolean } = {}): Platform {
  const { folder, log = () => {}, keepAlive = true } = options;
  const store: StoreOpener = folder === undefined ? memoryStore() : nodeStore(folder);
  return {
    store,
    http: fetchTransport(fetch, (delayMs) => AbortSignal.timeout(delayMs)),
    socket: webSocketTransport(WebSocket),
    clock: () => Date.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    timer: (delayMs, work) => {
      const timeout = setTimeout(work, delayMs);
      if (!keepAlive) timeout.unref();
      return () => clearTimeout(timeout);
    },
    lock: folder === undefined ? noLock : nodeLock(folder),
    log,
    files: nodeFilePlatform(folder),
    readPage: nodePageReader(),
  };
}
