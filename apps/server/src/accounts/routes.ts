import { routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { serveRoute } from '../http/serve-route.ts';
import {
  beginPassphraseChange,
  beginRegistration,
  completePassphraseChange,
  completeRegistration,
  getAccount,
  listAccounts,
  renameAccount,
} from './service.ts';

export function serveAccounts(app: FastifyInstance, context: Context): void {
  serveRoute(app, context, routes.startRegistration, ({ body }) => beginRegistration(context, body));
  serveRoute(app, context, routes.finishRegistration, ({ body }) => completeRegistration(context, body));
  serveRoute(app, context, routes.listAccounts, ({ actor, query }) =>
    listAccounts(context, actor, query.after, query.limit),
  );
  serveRoute(app, context, routes.getAccount, ({ actor, params }) =>
    getAccount(context, actor, params.user_id),
  );
  serveRoute(app, context, routes.updateAccount, ({ actor, body }) =>
    renameAccount(context, actor, body.display_name),
  );
  serveRoute(app, context, routes.startPassphraseChange, ({ actor, body, address }) =>
    beginPassphraseChange(context, actor, body, address),
  );
  serveRoute(app, context, routes.finishPassphraseChange, async ({ actor, body, address }) => {
    await completePassphraseChange(context, actor, body, address);
    return undefined;
  });
}
