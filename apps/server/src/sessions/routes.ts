import { decodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { serveRoute } from '../http/serve-route.ts';
import { endSession, finishLogin, listSessions, refreshSession, startLogin } from './service.ts';

export function serveSessions(app: FastifyInstance, context: Context): void {
  serveRoute(app, context, routes.startLogin, ({ body, address }) =>
    startLogin(context, body.username, body.login_request, address),
  );
  serveRoute(app, context, routes.finishLogin, ({ body, address }) => finishLogin(context, body, address));
  serveRoute(app, context, routes.refreshSession, ({ body }) =>
    refreshSession(context, body.refresh_token, body.request_id, decodeBase64(body.signature) as Uint8Array),
  );
  serveRoute(app, context, routes.listSessions, ({ actor }) => listSessions(context, actor));
  serveRoute(app, context, routes.endSession, async ({ actor, params }) => {
    await endSession(context, actor, params.session_id);
    return undefined;
  });
}
