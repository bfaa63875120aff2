/// <reference lib="webworker" />
import type { StreamAnswer, StreamRequest } from '../files/stream-messages.ts';

/** A page that is asleep, or has gone, answers nothing. A piece of a file may come over a slow line. */
const patienceMs = 60_000;

/** Asks every page of this origin; the first that knows answers for all. */
export async function askPages(clients: Clients, request: StreamRequest): Promise<StreamAnswer> {
  const pages = await clients.matchAll({ type: 'window' });
  if (pages.length === 0) return { kind: 'unknown' };
  return new Promise((resolve) => {
    let left = pages.length;
    const timeout = setTimeout(() => resolve({ kind: 'unknown' }), patienceMs);
    for (const page of pages) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<StreamAnswer>) => {
        port1.close();
        left -= 1;
        if (data.kind === 'unknown' && left > 0) return;
        clearTimeout(timeout);
        resolve(data);
      };
      page.postMessage(request, [port2]);
    }
  });
}
