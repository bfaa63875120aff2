import type { DeviceId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { serveRoute } from '../http/serve-route.ts';
import { createKeyPackageWarnings } from './key-package-warnings.ts';
import { claimKeyPackages, uploadKeyPackages } from './key-packages.ts';
import { createPrekeyBudget } from './prekey-budget.ts';
import { createPrekeyWarnings } from './prekey-warnings.ts';
import { registerDevice } from './register-device.ts';
import {
  deactivateDevice,
  listDevices,
  lookUpDeviceLists,
  readKeyStats,
  rotatePrekeys,
  takeAccountBundles,
  uploadPrekeys,
} from './service.ts';

export function serveKeyDirectory(app: FastifyInstance, context: Context): void {
  const budget = createPrekeyBudget(context.config.rateFactor);
  const warnings = createPrekeyWarnings(context.events);
  // Of its own: who starts many sessions with somebody may still bring that person into groups.
  const claimBudget = createPrekeyBudget(context.config.rateFactor);
  const keyPackageWarnings = createKeyPackageWarnings(context.events);
  serveRoute(app, context, routes.registerDevice, ({ actor, body }) => registerDevice(context, actor, body));
  serveRoute(app, context, routes.getBundle, ({ actor, params, query }) =>
    takeAccountBundles(
      context,
      budget,
      warnings,
      actor,
      params.user_id,
      query.device_ids?.split(',') as DeviceId[] | undefined,
    ),
  );
  serveRoute(app, context, routes.rotatePrekey, async ({ actor, body }) => {
    await rotatePrekeys(context, actor, body);
    return undefined;
  });
  serveRoute(app, context, routes.uploadPrekeys, ({ actor, body }) => uploadPrekeys(context, actor, body));
  serveRoute(app, context, routes.uploadKeyPackages, ({ actor, body }) =>
    uploadKeyPackages(context, actor, body),
  );
  serveRoute(app, context, routes.claimKeyPackages, ({ actor, body }) =>
    claimKeyPackages(context, claimBudget, keyPackageWarnings, actor, body),
  );
  serveRoute(app, context, routes.deactivateDevice, async ({ actor, params, body }) => {
    await deactivateDevice(context, actor, params.device_id, body);
    return undefined;
  });
  serveRoute(app, context, routes.listDevices, ({ actor, params }) =>
    listDevices(context, actor, params.user_id),
  );
  serveRoute(app, context, routes.lookUpDeviceLists, ({ actor, body }) =>
    lookUpDeviceLists(context, actor, body.user_ids),
  );
  serveRoute(app, context, routes.getKeyStats, ({ actor, params }) =>
    readKeyStats(context, actor, params.device_id),
  );
}
