import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { ProblemError } from './problem-error.ts';

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** `/metrics`: with the token of the settings, or without one from this machine. */
export function addMetrics(app: FastifyInstance, context: Context): void {
  app.addHook('onResponse', async (_request, reply) => {
    context.metrics.requests.inc({ status: String(reply.statusCode) });
    context.metrics.requestSeconds.observe(reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const token = context.config.metricsToken;
    const given = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    const allowed =
      token === undefined
        ? loopback.test(request.ip) && request.headers['x-forwarded-for'] === undefined
        : equal(given, token);
    if (!allowed) throw new ProblemError('not-permitted');
    return reply.type(context.metrics.registry.contentType).send(await context.metrics.registry.metrics());
  });
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
