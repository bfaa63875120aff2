import { ready } from '@sotto/crypto/public';
import type { SessionId } from '@sotto/protocol';
import { openBlobStorage } from './blobs/open-storage.ts';
import { createBlobs } from './blobs/service.ts';
import { sweepOldBlobs } from './blobs/sweep-blobs.ts';
import type { Config } from './config/config.ts';
import { loadSecrets } from './config/secrets.ts';
import type { Context } from './context.ts';
import { connectDatabase } from './db/connect.ts';
import { lockDataFolder } from './db/data-folder-lock.ts';
import { createGroups } from './groups/service.ts';
import { sweepGroups } from './groups/sweep-groups.ts';
import { buildApp } from './http/build-app.ts';
import { makeSetUpLink } from './invites/service.ts';
import { startJobs } from './jobs/jobs.ts';
import { sweepAccounts } from './jobs/sweep-accounts.ts';
import { createLog } from './log.ts';
import { createMessages } from './messages/service.ts';
import { sweepOldMessages } from './messages/sweep-messages.ts';
import { createMetrics } from './metrics.ts';
import { readOrganisation } from './organisation/store.ts';
import { createSingleNodeBus } from './realtime/bus.ts';
import { createGroupHub } from './realtime/group-hub.ts';
import { createHub } from './realtime/hub.ts';
import { startRealtime } from './realtime/realtime.ts';
import { createServerEvents } from './server-events.ts';
import { createAccessTokens } from './sessions/access-tokens.ts';
import { createLoginThrottle } from './sessions/login-throttle.ts';
import { createOpaque } from './sessions/opaque.ts';
import { createRefreshTokens } from './sessions/refresh-tokens.ts';

/** A running server. */
export type Server = {
  /** Where it listens, for example `http://127.0.0.1:8091`. */
  readonly url: string;
  /** The link that sets the organisation up; undefined once that is done. */
  readonly setUpLink: string | undefined;
  readonly context: Context;
  /** Process id of the embedded database, if there is one. */
  readonly databasePid: () => number | undefined;
  stop(): Promise<void>;
};

/** Starts everything, in the order in which each part needs the one before; undoes it when a part fails. */
export async function startServer(config: Config): Promise<Server> {
  const log = createLog(config.logLevel);
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await ready();
    const folder = await lockDataFolder(config.dataDir);
    undo.push(() => folder.release());
    const secrets = await loadSecrets(config.dataDir);
    const connected = await connectDatabase(config, secrets, log);
    undo.push(() => connected.stop());
    let url = '';
    const context: Context = {
      config,
      secrets,
      log,
      metrics: createMetrics(),
      database: connected.database,
      pool: connected.pool,
      tokens: createAccessTokens(secrets),
      refreshTokens: createRefreshTokens(secrets),
      loginThrottle: createLoginThrottle(config.rateFactor),
      opaque: await createOpaque(secrets),
      events: createServerEvents(),
      incarnation: (await connected.database.asNobody(readOrganisation)).incarnation,
      publicUrl: () => config.publicUrl ?? url,
    };
    await refuseEndedSessions(context);
    const bus = createSingleNodeBus();
    const hub = createHub(bus);
    const groupHub = createGroupHub({
      bus,
      streamsOf: (devicePk) => hub.ofRow(devicePk)?.groups,
      delivered: (count) => context.metrics.groupDeliveries.inc(count),
    });
    const messages = createMessages(context, hub);
    const groups = createGroups(context, groupHub);
    const blobs = createBlobs(context, openBlobStorage(config));
    const app = await buildApp(context, { messages, groups, groupFanOut: groupHub, blobs }, log);
    undo.push(() => app.close());
    const realtime = startRealtime(context, app.server, { hub, groupHub, messages, groups });
    undo.push(() => realtime.stop());
    const jobs = startJobs(context, [sweepAccounts, sweepOldMessages, sweepGroups, sweepOldBlobs(blobs)]);
    undo.push(() => jobs.stop());
    url = await app.listen({ port: config.port, host: config.host });
    const setUpLink = await makeSetUpLink(context);
    return { url, setUpLink, context, databasePid: connected.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Access tokens are checked without the database, so what ended is remembered for their life. */
async function refuseEndedSessions(context: Context): Promise<void> {
  context.events.on('session-ended', (sessionId) => context.tokens.revoke(sessionId));
  const since = new Date(Date.now() - 15 * 60_000);
  const ended = await context.database.asNobody(
    async (tx) =>
      (
        await tx.query<{ session_id: SessionId; ended_at: Date }>(
          'select session_id, ended_at from recently_ended_sessions($1)',
          [since],
        )
      ).rows,
  );
  for (const { session_id, ended_at } of ended) context.tokens.revoke(session_id, ended_at.getTime());
}
