import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, server } from '@serenity-kit/opaque';

/**
 * What the server must keep outside its database, so that a stolen database alone opens no session and
 * allows no guessing of passphrases. One file, readable by the server's user only.
 */
export type Secrets = {
  /** OPAQUE's server set-up: the OPRF seed and the server's key. */
  readonly opaqueSetup: string;
  /** Ed25519 private key of the access tokens, as a JWK. */
  readonly tokenKey: Readonly<Record<string, unknown>>;
  /** Keys the refresh tokens, registrations and the answers to unknown names; base64. */
  readonly macKey: string;
  /** Passwords of the database roles. */
  readonly databaseAdminPassword: string;
  readonly databaseOwnerPassword: string;
  readonly databaseApiPassword: string;
};

/** Reads the secrets of a data folder, or makes them at the first start. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, 'server.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  if (existsSync(join(dataDir, 'postgres', 'PG_VERSION')))
    throw new Error(
      `${file} is missing, and the database cannot be used without it: restore it from a backup`,
    );
  await ready;
  const secrets: Secrets = {
    opaqueSetup: server.createSetup(),
    tokenKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Record<string, unknown>,
    macKey: randomBytes(32).toString('base64'),
    databaseAdminPassword: randomBytes(24).toString('base64url'),
    databaseOwnerPassword: randomBytes(24).toString('base64url'),
    databaseApiPassword: randomBytes(24).toString('base64url'),
  };
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify(secrets), { mode: 0o600, flush: true });
  renameSync(fresh, file);
  return secrets;
}
