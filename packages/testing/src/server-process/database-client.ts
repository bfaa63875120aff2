import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerProcess } from './server-process.ts';

/**
 * A connection to a running server's own database, as one of its roles: what the API could do at most, or
 * what the owner of the tables can.
 */
export async function openDatabase(server: ServerProcess, role: 'api' | 'owner'): Promise<pg.Client> {
  const secrets = JSON.parse(readFileSync(join(server.dataDir, 'secrets', 'server.json'), 'utf8')) as Record<
    string,
    string
  >;
  const client = new pg.Client({
    host: join(server.dataDir, 'run'),
    database: 'sotto',
    user: `sotto_${role}`,
    password: secrets[role === 'api' ? 'databaseApiPassword' : 'databaseOwnerPassword'] as string,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}
