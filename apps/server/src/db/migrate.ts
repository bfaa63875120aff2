import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { withClient } from './roles.ts';

const folder = join(import.meta.dirname, 'migrations');
/** Any number, the same in every Sotto: one migration at a time on one database. */
const lock = 7_209_151;

/**
 * Brings the schema up to date: numbered files, forward only, each in a transaction of its own. A file that
 * was applied and has changed since stops the start. `%API%` stands for the API's role.
 */
export async function migrate(owner: pg.ClientConfig, apiRole: string): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from schema_migrations',
    );
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    const unknown = [...applied.keys()].filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Error(`the database was written by a newer Sotto (${unknown.join(', ')}): start that one`);
    for (const name of names) {
      const sql = readFileSync(join(folder, name), 'utf8');
      const hash = createHash('sha256').update(sql).digest('hex');
      const known = applied.get(name);
      if (known === hash) continue;
      if (known !== undefined) throw new Error(`migration ${name} has changed after it was applied`);
      await client.query('begin');
      await client.query(sql.replaceAll('%API%', client.escapeIdentifier(apiRole)));
      await client.query('insert into schema_migrations (name, hash) values ($1, $2)', [name, hash]);
      await client.query('commit');
    }
  });
}
