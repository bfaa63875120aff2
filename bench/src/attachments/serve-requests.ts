import { createInterface } from 'node:readline';

/** Does what the parent asks, one thing after another, and says how long it took and how much heap it needed. */
export async function serveRequests(
  work: (request: Record<string, string>) => Promise<unknown>,
): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    let heap = 0;
    const watch = setInterval(() => {
      heap = Math.max(heap, process.memoryUsage().heapUsed);
    }, 50);
    const began = performance.now();
    const answer = await work(JSON.parse(line) as Record<string, string>);
    const seconds = (performance.now() - began) / 1000;
    clearInterval(watch);
    console.log(JSON.stringify({ seconds, heapMiB: Math.round(heap / 2 ** 20), answer }));
  }
}
