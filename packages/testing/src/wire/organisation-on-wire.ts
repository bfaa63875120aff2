import { routes } from '@sotto/protocol/http';
import { type ServerProcess, secretOf } from '../server-process/server-process.ts';
import { callRoute } from './json-request.ts';
import { registerOnWire } from './register-on-wire.ts';
import { signUpOnWire, type WireAccount } from './wire-account.ts';

/** Sets a fresh server's organisation up: its owner, with a registered device. */
export async function setUpOnWire(server: ServerProcess, username = 'owner'): Promise<WireAccount> {
  const owner = await signUpOnWire(server.url, secretOf(server.setUpLink), username, {
    name: 'Northside',
    profile: 'studio',
  });
  await registerOnWire(owner);
  return owner;
}

/** Invites somebody and signs them up, with a registered device. */
export async function joinOnWire(
  owner: WireAccount,
  username: string,
  role: 'owner' | 'admin' | 'member' = 'member',
): Promise<WireAccount> {
  const invite = await callRoute(owner.url, routes.createInvite, {
    token: owner.token,
    body: { role, uses: 1, expires_in_hours: 1 },
  });
  const account = await signUpOnWire(owner.url, invite.token, username);
  await registerOnWire(account);
  return account;
}
