import type { Route } from '@sotto/protocol/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { gatesOf } from './serve-route.ts';

type Params<R extends Route> = R['params'] extends z.ZodType ? z.infer<R['params']> : undefined;

/**
 * Serves a route whose request or answer is a stream of bytes, or only headers: the same gates as everywhere, and
 * the handler answers by itself.
 */
export function serveBytes<const R extends Route>(
  app: FastifyInstance,
  context: Context,
  route: R,
  handle: (
    call: { readonly params: Params<R>; readonly actor: Actor; readonly request: FastifyRequest },
    reply: FastifyReply,
  ) => Promise<FastifyReply>,
): void {
  app.route({
    ...gatesOf(context, route),
    handler: async (request: FastifyRequest, reply: FastifyReply) =>
      handle(
        { params: request.params as Params<R>, actor: request.actor as Actor, request },
        reply.code(route.status),
      ),
  } as never);
}
