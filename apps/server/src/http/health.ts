import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** `/health`: answers once everything works, and whenever asked whether it still does. */
export function addHealth(app: FastifyInstance, context: Context): void {
  app.get('/health', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await context.database.asNobody((tx) => tx.query('select 1'));
      return reply.header('cache-control', 'no-store').send({ status: 'ready' });
    } catch {
      return reply.code(503).header('cache-control', 'no-store').send({ status: 'unavailable' });
    }
  });
}
