import { protocolVersion } from '@sotto/protocol';
import { type Organisation, routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import { changeOrganisation, type OrganisationRow, readOrganisation } from './store.ts';

export function serveOrganisation(app: FastifyInstance, context: Context): void {
  serveRoute(app, context, routes.getOrganisation, async () =>
    present(await context.database.asNobody(readOrganisation)),
  );
  serveRoute(app, context, routes.updateOrganisation, async ({ actor, body }) => {
    const row = await context.database.asActor(actor, (tx) =>
      changeOrganisation(tx, body.name, body.profile),
    );
    if (row === undefined) throw new ProblemError('not-permitted');
    return present(row);
  });
}

function present(row: OrganisationRow): Organisation {
  return {
    set_up: row.set_up_at !== null,
    name: row.name,
    profile: row.profile,
    protocol_version: protocolVersion,
    incarnation: row.incarnation,
  };
}
