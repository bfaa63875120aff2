import { connectClient, type MessagePortLike } from '@sotto/client';
import type { BrowserClient, StartMessage, Storage, StorageMessage } from './worker-messages.ts';

/**
 * The client of this page. It works in the given worker (`runClientWorker`), which the application makes
 * itself: under Trusted Types only it can name the script.
 *
 * @param serverUrl the origin the client talks to.
 */
export function startBrowserClient({
  worker,
  serverUrl,
}: {
  worker: Worker;
  serverUrl: string;
}): BrowserClient {
  const storage = new Promise<Storage>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StorageMessage>) => {
      if (data?.kind === 'sotto-storage') resolve(data.storage);
    });
  });
  const start: StartMessage = { kind: 'sotto-start', serverUrl };
  worker.postMessage(start);
  const client = connectClient(workerPort(worker), () => crypto.randomUUID());
  // Asked once: without it a browser short of space may throw the account away.
  void navigator.storage?.persist?.().catch(() => {});
  return { ...client, storage: () => storage };
}

function workerPort(worker: Worker): MessagePortLike {
  return {
    post: (message) => worker.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent) => listener(data);
      worker.addEventListener('message', onMessage);
      return () => worker.removeEventListener('message', onMessage);
    },
  };
}
