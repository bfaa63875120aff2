import { problem } from '@sotto/protocol';
import { type Route, routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';

const patterns = Object.values(routes as Record<string, Route>).map(
  (route) => new RegExp(`^${route.path.replace(/:[a-z_]+/g, '[^/]+')}$`),
);

/** Whatever no route answers: limited like the rest, and told apart from a known address with a wrong method. */
export function addNotFound(app: FastifyInstance): void {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const answer = problem(
      patterns.some((pattern) => pattern.test(path)) ? 'method-not-allowed' : 'not-found',
    );
    void reply.code(answer.status).type('application/problem+json').send(answer);
  });
}
