import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerProcess } from '@sotto/testing';
import pg from 'pg';
import { openBlobStorage } from '../src/blobs/open-storage.ts';
import { createBlobs } from '../src/blobs/service.ts';
import { sweepOldBlobs } from '../src/blobs/sweep-blobs.ts';
import { readConfig } from '../src/config/config.ts';
import type { Context } from '../src/context.ts';
import { createDatabase } from '../src/db/database.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';

/** Collects now what a running server would collect in its turn: as a second node on its database and folder. */
export async function sweepNow(server: ServerProcess, env: Record<string, string> = {}): Promise<void> {
  const outcome = readConfig({ SOTTO_DATA_DIR: server.dataDir, ...env });
  if (outcome.kind === 'problems') throw new Error(outcome.problems.join());
  const secrets = JSON.parse(readFileSync(join(server.dataDir, 'secrets', 'server.json'), 'utf8')) as {
    databaseApiPassword: string;
  };
  const pool = new pg.Pool({
    host: join(server.dataDir, 'run'),
    database: 'sotto',
    user: 'sotto_api',
    password: secrets.databaseApiPassword,
    max: 2,
  });
  const { config } = outcome;
  const context = {
    config,
    database: createDatabase(pool),
    metrics: createMetrics(),
    log: createLog('warn'),
  } as unknown as Context;
  try {
    await sweepOldBlobs(createBlobs(context, openBlobStorage(config))).run(context);
  } finally {
    await pool.end();
  }
}
