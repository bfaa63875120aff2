/** What never comes from here: the server's own answers. */
const neverCached = /^\/(?:api|ws|health|metrics)(?:\/|$)/;

/**
 * The answer to a request of the app: its page and files from this version's cache, files that are not
 * kept beforehand (other alphabets) once and for all. Null: not ours, the network answers.
 */
export function answerFromCache(
  request: Request,
  cacheName: string,
  origin: string,
): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || neverCached.test(url.pathname)) return null;
  if (request.mode === 'navigate' && url.pathname !== '/') return null;
  return answer(request.mode === 'navigate' ? '/index.html' : url.pathname, request, cacheName);
}

async function answer(path: string, request: Request, cacheName: string): Promise<Response> {
  // A cache that cannot be read, or is full, takes nothing from a page that has a network.
  const cache = await caches.open(cacheName).catch(() => null);
  const kept = await cache?.match(path, { ignoreVary: true }).catch(() => undefined);
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  if (fetched.ok && path.startsWith('/assets/')) await cache?.put(path, fetched.clone()).catch(() => {});
  return fetched;
}
