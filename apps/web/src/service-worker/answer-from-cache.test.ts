import { afterEach, expect, test, vi } from 'vitest';
import { answerFromCache } from './answer-from-cache.ts';

const origin = 'https://chat.example.org';
const request = (path: string, init?: RequestInit) => new Request(`${origin}${path}`, init);

/** What a browser gives a service worker: a cache with these files, and a network that has everything. */
function browser(
  kept: Record<string, string>,
  failing: Partial<Record<'open' | 'match' | 'put', true>> = {},
) {
  const put = vi.fn(async () => {
    if (failing.put) throw new DOMException('full', 'QuotaExceededError');
  });
  const match = async (path: string) => {
    if (failing.match) throw new DOMException('unreadable', 'InvalidStateError');
    return path in kept ? new Response(kept[path]) : undefined;
  };
  const open = async () => {
    if (failing.open) throw new DOMException('unreadable', 'SecurityError');
    return { match, put };
  };
  const fetched = vi.fn(async () => new Response('from the network'));
  vi.stubGlobal('caches', { open });
  vi.stubGlobal('fetch', fetched);
  return { put, fetched };
}

afterEach(() => vi.unstubAllGlobals());

const said = async (path: string) => (await answerFromCache(request(path), 'one', origin))?.text();

test('a file of this version comes from the cache, what else the app has from the network, once', async () => {
  const { put, fetched } = browser({ '/icon.svg': 'kept' });
  expect(await said('/icon.svg')).toBe('kept');
  expect(fetched).not.toHaveBeenCalled();
  expect(await said('/assets/greek.woff2')).toBe('from the network');
  expect(await said('/other.txt')).toBe('from the network');
  expect(put).toHaveBeenCalledTimes(1);
});

test.each(['open', 'match', 'put'] as const)(
  'a cache that fails to %s takes nothing from a page',
  async (what) => {
    browser({}, { [what]: true });
    expect(await said('/assets/greek.woff2')).toBe('from the network');
  },
);

test.each(['/api/v1/users', '/ws/a/b', '/health', '/metrics'])('%s is never answered here', (path) => {
  browser({});
  expect(answerFromCache(request(path), 'one', origin)).toBeNull();
});

test('neither are writes, nor other origins', () => {
  browser({});
  expect(answerFromCache(request('/icon.svg', { method: 'POST' }), 'one', origin)).toBeNull();
  expect(answerFromCache(new Request('https://other.example/icon.svg'), 'one', origin)).toBeNull();
});
