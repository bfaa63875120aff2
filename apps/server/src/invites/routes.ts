import { routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { serveRoute } from '../http/serve-route.ts';
import { createInvite, inspectInvite, listInvites, revokeInvite } from './service.ts';

export function serveInvites(app: FastifyInstance, context: Context): void {
  serveRoute(app, context, routes.createInvite, ({ actor, body }) => createInvite(context, actor, body));
  serveRoute(app, context, routes.listInvites, ({ actor, query }) =>
    listInvites(context, actor, query.after, query.limit),
  );
  serveRoute(app, context, routes.revokeInvite, async ({ actor, params }) => {
    await revokeInvite(context, actor, params.invite_id);
    return undefined;
  });
  serveRoute(app, context, routes.inspectInvite, ({ body }) => inspectInvite(context, body.token));
}
