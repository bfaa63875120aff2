import { limits } from '@sotto/protocol';
import type { Route, RouteAnswer, RouteBody } from '@sotto/protocol/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { PreparedAnswer } from './prepared-answer.ts';
import { ProblemError } from './problem-error.ts';
import { rateOf } from './rate-limits.ts';

type Output<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

/** What a handler gets: everything parsed, and who is asking. */
export type Call<R extends Route> = {
  readonly params: Output<R['params']>;
  readonly query: Output<R['query']>;
  readonly body: RouteBody<R>;
  readonly actor: R['access'] extends 'anonymous' ? Actor | undefined : Actor;
  readonly address: string;
};

const smallBodyBytesMax = 32 * 1024;
const ranks = { anonymous: 0, 'signed-in': 1, admin: 2, owner: 3 } as const;
const roleRanks = { member: 1, admin: 2, owner: 3 } as const;

/**
 * Serves one route of the protocol. Every gate in order, the same for all: authenticate, authorise, validate,
 * limit; then the handler acts, and its answer is checked against the schema on the way out.
 */
export function serveRoute<const R extends Route>(
  app: FastifyInstance,
  context: Context,
  route: R,
  handle: (call: Call<R>) => Promise<RouteAnswer<R> | PreparedAnswer<R>>,
): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    ...gatesOf(context, route),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const answer = await handle({
        params: request.params,
        query: request.query,
        body: request.body,
        actor: request.actor,
        address: request.ip,
      } as unknown as Call<R>);
      void reply.code(route.status);
      return answer instanceof PreparedAnswer
        ? reply.type('application/json; charset=utf-8').send(answer.json)
        : reply.send(answer);
    },
  } as never);
}

/** Everything that stands before the handler of a route. */
export function gatesOf(context: Context, route: Route) {
  return {
    method: route.method,
    url: route.path,
    // Where bytes come from, HEAD says how many have arrived.
    ...(route.bytes === 'down' ? { exposeHeadRoute: false } : {}),
    config: {
      rateLimit: rateOf(route.rate, context.config.rateFactor),
      // A HEAD of its own belongs into the API reference.
      swagger: { exposeHeadRoute: route.method === 'HEAD' },
    },
    bodyLimit: bodyLimitOf(route),
    schema: {
      summary: route.summary,
      tags: [route.path.split('/')[3] ?? 'server'],
      ...(route.access === 'anonymous' ? {} : { security: [{ bearer: [] }] }),
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      ...(route.answer === undefined ? {} : { response: { [route.status]: route.answer } }),
    },
    onRequest: async (request: FastifyRequest) => {
      if (route.access !== 'anonymous') request.actor = await context.tokens.verify(bearerOf(request));
      // A guess costs the same whether or not the role would do: who may not is told before validation.
      if (request.actor !== undefined && roleRanks[request.actor.role] < ranks[route.access])
        throw new ProblemError('not-permitted');
    },
    preValidation: async (request: FastifyRequest) => requireSelf(route, request),
  };
}

/** Keys, messages and commits are large; nothing else is, least of all from somebody who is not signed in. */
function bodyLimitOf(route: Route): number {
  if (route.rate === 'commits') return limits.groupBodyBytesMax;
  return route.rate === 'prekeys' || route.rate === 'messages' ? limits.bodyBytesMax : smallBodyBytesMax;
}

/** A path that names somebody else is refused; who is asking was settled by the token (REQ-N2). */
function requireSelf(route: Route, request: FastifyRequest): void {
  const { self } = route;
  const actor = request.actor;
  if (self === undefined || actor === undefined) return;
  const params = request.params as Record<string, string>;
  if (self.user !== undefined && params[self.user]?.toLowerCase() !== actor.accountId)
    throw new ProblemError('not-your-account');
  if (self.device !== undefined && params[self.device] !== actor.deviceId)
    throw new ProblemError('not-your-device');
}

function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw new ProblemError('not-signed-in');
  return token;
}
