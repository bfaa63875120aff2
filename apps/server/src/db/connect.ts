import pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Log } from '../log.ts';
import { createDatabase, type Database } from './database.ts';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { prepareEmbedded, prepareOutside } from './roles.ts';
import { checkIsolation } from './self-check.ts';

export type ConnectedDatabase = {
  readonly database: Database;
  /** The pool of the API role, for prepared statements of the hot path. */
  readonly pool: pg.Pool;
  /** Process id of the embedded database, if there is one. */
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
};

/** 64-bit integers of the database are positions and counts: safe as numbers. */
pg.types.setTypeParser(20, Number);

/** Starts or reaches PostgreSQL, brings its schema up to date, and checks that the API role is confined. */
export async function connectDatabase(
  config: Config,
  secrets: Secrets,
  log: Log,
): Promise<ConnectedDatabase> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir, secrets, log) : undefined;
  try {
    const logins =
      embedded === undefined
        ? await prepareOutside(config, secrets)
        : await prepareEmbedded(embedded.admin, secrets);
    await migrate(logins.owner, logins.apiRole);
    await checkIsolation(logins.owner, logins.apiRole);
    const pool = new pg.Pool({
      ...logins.api,
      max: config.databaseConnections,
      connectionTimeoutMillis: 10_000,
    });
    pool.on('error', (error) => log.warn({ error }, 'database-connection-lost'));
    return {
      database: createDatabase(pool),
      pool,
      pid: () => embedded?.pid(),
      async stop() {
        await pool.end();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
