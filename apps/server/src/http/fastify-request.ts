import type { Actor } from '../db/actor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set by `serveRoute` from the access token. */
    actor: Actor | undefined;
  }
}
