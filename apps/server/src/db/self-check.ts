import type pg from 'pg';
import { withClient } from './roles.ts';

/**
 * Stops the start when the second barrier has a hole: the API's role must own nothing, be no superuser,
 * not bypass row-level security, and every table must have it on.
 */
export async function checkIsolation(owner: pg.ClientConfig, apiRole: string): Promise<void> {
  const holes = await withClient(owner, (client) => isolationHoles(client, apiRole));
  if (holes.length > 0) throw new Error(`the database is not safe to serve from: ${holes.join('; ')}`);
}

/** What is wrong, in words; empty when nothing is. */
export async function isolationHoles(client: pg.ClientBase, apiRole: string): Promise<string[]> {
  const holes: string[] = [];
  const role = await client.query<{ super: boolean; bypass: boolean; creates: boolean }>(
    'select rolsuper as super, rolbypassrls as bypass, rolcreaterole as creates from pg_roles where rolname = $1',
    [apiRole],
  );
  const rights = role.rows[0];
  if (rights === undefined) return [`there is no role ${apiRole}`];
  if (rights.super || rights.bypass || rights.creates)
    holes.push(`the role ${apiRole} can bypass row-level security`);
  const tables = await client.query<{ name: string; secured: boolean; owner: string; member: boolean }>(
    `select c.relname as name, c.relrowsecurity as secured, pg_get_userbyid(c.relowner) as owner,
            pg_has_role($1, c.relowner, 'member') as member
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by c.relname`,
    [apiRole],
  );
  for (const { name, secured, owner, member } of tables.rows) {
    // A member of the owner counts as the owner: no policy would hold it.
    if (member)
      holes.push(
        owner === apiRole
          ? `${apiRole} owns ${name}`
          : `${apiRole} is a member of ${owner}, who owns ${name}`,
      );
    if (!secured && name !== 'schema_migrations') holes.push(`${name} has no row-level security`);
  }
  return holes;
}
