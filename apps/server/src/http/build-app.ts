import { readFileSync } from 'node:fs';
import { limits } from '@sotto/protocol';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { createSerializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { serveAccounts } from '../accounts/routes.ts';
import { serveBlobs } from '../blobs/routes.ts';
import type { Blobs } from '../blobs/service.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import type { GroupFanOut } from '../groups/group-fan-out.ts';
import { serveGroups } from '../groups/routes.ts';
import type { Groups } from '../groups/service.ts';
import { serveInvites } from '../invites/routes.ts';
import { serveKeyDirectory } from '../key-directory/routes.ts';
import { serveMessages } from '../messages/routes.ts';
import type { Messages } from '../messages/service.ts';
import { serveOrganisation } from '../organisation/routes.ts';
import { serveSessions } from '../sessions/routes.ts';
import { addAddressLimit } from './address-limit.ts';
import { addApiReference } from './api-reference.ts';
import { handleError } from './error-handler.ts';
import { addHealth } from './health.ts';
import { addMetrics } from './metrics-route.ts';
import { addNotFound } from './not-found.ts';
import { ProblemError } from './problem-error.ts';
import { addRateLimits } from './rate-limits.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { addWebApp } from './web-app.ts';
import './fastify-request.ts';

export type AppParts = {
  readonly messages: Messages;
  readonly groups: Groups;
  readonly groupFanOut: GroupFanOut;
  readonly blobs: Blobs;
};

/** The HTTP side of the server, ready to listen. */
export async function buildApp(
  context: Context,
  { messages, groups, groupFanOut, blobs }: AppParts,
  logger: Logger,
): Promise<FastifyInstance> {
  const { config } = context;
  const app = fastify({
    loggerInstance: logger,
    // Addresses, paths and queries stay out of the log: they name people.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: handleError,
    bodyLimit: limits.bodyBytesMax,
    trustProxy: config.trustProxy ? 'loopback' : false,
    forceCloseConnections: true,
    requestTimeout: 60_000,
    ...(config.tls === undefined ? {} : { https: tlsOptions(config.tls) }),
  } as never) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(createSerializerCompiler({}));
  app.setErrorHandler(handleError);
  app.decorateRequest('actor', undefined);
  const tls =
    config.tls !== undefined || (config.trustProxy && config.publicUrl?.startsWith('https:') === true);
  await addSecurityHeaders(app, { tls, socketOrigins: [] });
  addAddressLimit(app, config.rateFactor);
  await addRateLimits(app, config.rateFactor);
  addNotFound(app);
  await addApiReference(app);
  addHealth(app, context);
  addMetrics(app, context);
  serveOrganisation(app, context);
  serveInvites(app, context);
  serveAccounts(app, context);
  serveSessions(app, context);
  serveKeyDirectory(app, context);
  serveMessages(app, context, messages);
  serveBlobs(app, context, blobs);
  const deviceOf = async (actor: Actor) => {
    const device = await messages.findMailbox(actor);
    if (device === undefined) throw new ProblemError('device-not-registered');
    return device;
  };
  serveGroups({ app, context, groups, fanOut: groupFanOut, deviceOf });
  if (config.webApp) await addWebApp(app);
  return app;
}

function tlsOptions(tls: NonNullable<Context['config']['tls']>) {
  return { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile), minVersion: tls.minVersion };
}
