import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where the built web app is. */
export const webAppFolder = resolve(import.meta.dirname, '..', '..', '..', 'web', 'dist');

/** Serves the web app: hashed files for ever, the page and the service worker always fresh. */
export async function addWebApp(app: FastifyInstance, folder: string = webAppFolder): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const forever = path.startsWith(join(folder, 'assets'));
      void reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
