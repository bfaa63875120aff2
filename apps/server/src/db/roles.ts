import pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';

/** The two logins of the server: one owns the tables and migrates, one serves and owns nothing. */
export type Logins = {
  readonly owner: pg.ClientConfig;
  readonly api: pg.ClientConfig;
  readonly apiRole: string;
};

const database = 'sotto';

/** Roles and database of an embedded cluster; safe to repeat. */
export async function prepareEmbedded(admin: pg.ClientConfig, secrets: Secrets): Promise<Logins> {
  const owner = { user: 'sotto_owner', password: secrets.databaseOwnerPassword };
  const api = { user: 'sotto_api', password: secrets.databaseApiPassword };
  await withClient(admin, async (client) => {
    for (const role of [owner, api]) await ensureRole(client, role.user, role.password);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database} owner sotto_owner`);
  });
  const at = { ...admin, database };
  await withClient(at, (client) =>
    client.query(
      `revoke all on database ${database} from public; grant connect on database ${database} to sotto_api`,
    ),
  );
  return { owner: { ...at, ...owner }, api: { ...at, ...api }, apiRole: api.user };
}

/** The same on an outside PostgreSQL: the given user owns, a role named after the database serves. */
export async function prepareOutside(config: Config, secrets: Secrets): Promise<Logins> {
  const owner = { connectionString: config.databaseUrl as string };
  if (config.databaseApiUrl !== undefined) {
    const api = { connectionString: config.databaseApiUrl };
    const apiRole = await withClient(
      api,
      async (client) =>
        (await client.query<{ name: string }>('select current_user as name')).rows[0]?.name ?? '',
    );
    return { owner, api, apiRole };
  }
  return withClient(owner, async (client) => {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const name = rows[0]?.name ?? database;
    const apiRole = `${name}_api`;
    try {
      await ensureRole(client, apiRole, secrets.databaseApiPassword);
      await client.query(
        `grant connect on database ${client.escapeIdentifier(name)} to ${client.escapeIdentifier(apiRole)}`,
      );
    } catch (error) {
      throw new Error(
        `the user of DATABASE_URL may not create the role ${apiRole}: let it, or make a login without any rights and name it in SOTTO_DATABASE_API_URL (${(error as Error).message})`,
      );
    }
    const url = new URL(config.databaseUrl as string);
    url.username = apiRole;
    url.password = secrets.databaseApiPassword;
    return { owner, api: { connectionString: url.toString() }, apiRole };
  });
}

async function ensureRole(client: pg.Client, name: string, password: string): Promise<void> {
  const role = client.escapeIdentifier(name);
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  const rights = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
  await client.query(
    `${rowCount === 0 ? 'create' : 'alter'} role ${role} ${rowCount === 0 ? rights : 'login'} password ${client.escapeLiteral(password)}`,
  );
}

/** One short connection. */
export async function withClient<Result>(
  options: pg.ClientConfig,
  run: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(options);
  client.on('error', () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
