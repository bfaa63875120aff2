import { createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type ServerProcess } from '@sotto/testing';
import type { BenchAccount } from '../load/bench-account.ts';

/**
 * Accounts with a device each, put straight into the database with tokens of the server's own key: signing
 * 1,500 people up takes minutes and is not what is measured.
 */
export async function seededMembers(server: ServerProcess, count: number): Promise<BenchAccount[]> {
  const tokenFor = tokenMaker(server);
  const members = Array.from({ length: count }, () => {
    const [accountId, deviceId] = [randomUUID() as string, randomBytes(16).toString('base64url')];
    return { accountId, deviceId, token: tokenFor(accountId, deviceId) };
  });
  const database = await openDatabase(server, 'owner');
  const accounts = members.map((member) => member.accountId);
  await database.query(
    `insert into accounts (account_id, username, display_name, role, identity_key)
     select id, id::text, 'somebody', 'member', decode(repeat('01', 32), 'hex') from unnest($1::uuid[]) id`,
    [accounts],
  );
  await database.query(
    `insert into device_lists (account_id, version, list, signature) select id, 1, '', '' from unnest($1::uuid[]) id`,
    [accounts],
  );
  await database.query(
    `insert into devices (account_id, device_id, registration_id, identity_key, signature_key, sealed_name)
     select a, d, 1, decode(repeat('01', 33), 'hex'), decode(repeat('01', 32), 'hex'), ''
       from unnest($1::uuid[], $2::text[]) m(a, d)`,
    [accounts, members.map((member) => member.deviceId)],
  );
  await database.end();
  return members;
}

/** Signs access tokens as the server does. */
function tokenMaker(server: ServerProcess): (accountId: string, deviceId: string) => string {
  const secrets = JSON.parse(readFileSync(join(server.dataDir, 'secrets', 'server.json'), 'utf8')) as {
    tokenKey: object;
  };
  const key = createPrivateKey({ key: secrets.tokenKey as never, format: 'jwk' });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return (accountId, deviceId) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: 'sotto', sub: accountId, did: deviceId, sid: randomUUID(), role: 'member' };
    const signed = `${part({ alg: 'EdDSA' })}.${part({ ...claims, iat, exp: iat + 3600 })}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  };
}
