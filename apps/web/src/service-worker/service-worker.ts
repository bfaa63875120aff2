/// <reference lib="webworker" />
import { answerFromCache } from './answer-from-cache.ts';
import { answerFromPage } from './answer-from-page.ts';
import { askPages } from './ask-pages.ts';
import { countUpload } from './count-upload.ts';
import { type PrecacheEntry, precacheName, precachePaths } from './precache.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

/** Every file of this version, named by the build. */
const files = self.__WB_MANIFEST;
const cacheName = precacheName(files);

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) =>
      // `reload`: the HTTP cache may hold a file of an older version under the same name.
      cache.addAll(precachePaths(files).map((path) => new Request(path, { cache: 'reload' }))),
    ),
  );
});

self.addEventListener('activate', (event) => {
  const dropOlder = async () => {
    for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(dropOlder());
});

self.addEventListener('message', (event) => {
  if ((event.data as { kind?: unknown } | null)?.kind === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  countUpload(event.request);
  const { origin } = self.location;
  const answer =
    answerFromPage(event.request, origin, (request) => askPages(self.clients, request)) ??
    answerFromCache(event.request, cacheName, origin);
  if (answer !== null) event.respondWith(answer);
});
