import rateLimit from '@fastify/rate-limit';
import type { RateClass } from '@sotto/protocol/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/** Requests a minute: per account when signed in, else per address. */
const perMinute: Readonly<Record<RateClass, number>> = {
  ordinary: 600,
  credentials: 60,
  prekeys: 240,
  messages: 3000,
  commits: 120,
  bulk: 60,
  // Eight mebibytes each when the line is fast; a player that jumps asks often.
  transfer: 6000,
};

/** The rate limit of a route of this class. */
export function rateOf(rate: RateClass, factor: number) {
  return { max: perMinute[rate] * factor, timeWindow: 60_000, groupId: rate };
}

/** Limits on every route, the missing ones included. */
export async function addRateLimits(app: FastifyInstance, factor: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: 'preHandler',
    max: perMinute.ordinary * factor,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request: FastifyRequest) => request.actor?.accountId ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      new ProblemError('rate-limited', { retry_after_seconds: Math.ceil(ttl / 1000) }),
  });
}
