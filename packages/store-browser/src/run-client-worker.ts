import { createClient, type LocalClient, type MessagePortLike, serveClient } from '@sotto/client';
import type { Logger } from '@sotto/client/platform';
import { z } from 'zod';
import { browserPlatform } from './browser-platform.ts';
import { createTabRelay } from './tab-relay.ts';
import type { StartMessage, Storage, StorageMessage } from './worker-messages.ts';

/** The worker's own end of the channel to its page. */
type WorkerScope = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
};

const engineLock = 'engine';

/**
 * Runs the client in a dedicated worker, one for each tab. The worker that holds the Web Lock `engine` owns
 * the database and the ratchets and serves every tab; the others pass on what their page asks, and one of
 * them takes over when the owner is gone.
 */
export function runClientWorker(options: { log?: Logger } = {}): void {
  // The page's security policy allows no code made from strings, and the schemas must not try.
  z.config({ jitless: true });
  const scope = globalThis as unknown as WorkerScope;
  const early: unknown[] = [];
  const hold = ({ data }: MessageEvent) => early.push(data);
  scope.addEventListener('message', hold);
  const started = ({ data }: MessageEvent<StartMessage>) => {
    if (data?.kind !== 'sotto-start') return;
    scope.removeEventListener('message', started);
    scope.removeEventListener('message', hold);
    run(scope, data.serverUrl, early, options.log);
  };
  scope.addEventListener('message', started);
}

function run(
  scope: WorkerScope,
  serverUrl: string,
  early: readonly unknown[],
  log: Logger | undefined,
): void {
  const page = pagePort(scope, early);
  const relay = createTabRelay(page);
  void navigator.locks.request(engineLock, async () => {
    // Held for as long as this worker lives: the browser gives it to another when the tab ends.
    const platform = browserPlatform({ lock: async () => () => {}, ...(log === undefined ? {} : { log }) });
    const client = createClient({ platform, serverUrl });
    const storage: StorageMessage = { kind: 'sotto-storage', storage: await storageOf(client) };
    relay.stop();
    serveClient(page, client);
    relay.serveTabs((port) => serveClient(port, client), storage);
    page.post(storage);
    await new Promise(() => {});
  });
}

function pagePort(scope: WorkerScope, early: readonly unknown[]): MessagePortLike {
  let held = [...early];
  return {
    post: (message) => scope.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent) => listener(data);
      scope.addEventListener('message', onMessage);
      // What the page asked before anybody listened.
      for (const message of held) listener(message);
      held = [];
      return () => scope.removeEventListener('message', onMessage);
    },
  };
}

async function storageOf(client: LocalClient): Promise<Storage> {
  try {
    await client.ready();
    return client.persistent ? 'persistent' : 'temporary';
  } catch {
    return 'unavailable';
  }
}
