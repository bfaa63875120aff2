import {
  fetchTransport,
  type Lock,
  type Logger,
  type Platform,
  webSocketTransport,
} from '@sotto/client/platform';
import { browserStore } from './browser-store.ts';
import { browserFilePlatform } from './files/browser-file-platform.ts';

/** What the client needs of a browser. */
export function browserPlatform(options: { lock: Lock; log?: Logger }): Platform {
  return {
    store: browserStore(),
    http: fetchTransport<AbortSignal>(
      (url, init) => fetch(url, init),
      (delayMs) => AbortSignal.timeout(delayMs),
    ),
    socket: webSocketTransport(WebSocket),
    clock: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    timer: (delayMs, work) => {
      const timeout = setTimeout(work, delayMs);
      return () => clearTimeout(timeout);
    },
    lock: options.lock,
    log: options.log ?? (() => {}),
    files: browserFilePlatform(),
  };
}
