import { type ServerProcess, secretOf, startServerProcess } from '../server-process/server-process.ts';
import { type PersonDevice, passphraseOf, personDevice } from './person.ts';

/** A whole installation for a test: the real server with its database, and as many people as it needs. */
export type System = {
  readonly server: ServerProcess;
  /** Signs somebody up, on a first device. */
  signUp(username: string): Promise<PersonDevice>;
  /** Signs somebody in on one more device. */
  signIn(username: string): Promise<PersonDevice>;
  stop(): Promise<void>;
};

export async function startSystem(
  options: { seed?: number; env?: Record<string, string> } = {},
): Promise<System> {
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '10000', ...options.env } });
  const devices: PersonDevice[] = [];
  let seed = options.seed ?? 1;
  let invite = secretOf(server.setUpLink);
  let owner: PersonDevice | null = null;

  async function device(username: string): Promise<PersonDevice> {
    seed += 1;
    const made = await personDevice(server.url, username, seed);
    devices.push(made);
    return made;
  }

  return {
    server,
    async signUp(username) {
      const made = await device(username);
      const outcome = await made.client.signUp({
        inviteToken: invite,
        username,
        displayName: username,
        passphrase: passphraseOf(username),
        deviceName: `first device of ${username}`,
        ...(owner === null ? { organisation: { name: 'Testing', profile: 'studio' as const } } : {}),
      });
      if (outcome.kind === 'refused') throw new Error(`${username} cannot sign up: ${outcome.reason}`);
      if (owner === null) {
        owner = made;
        const created = await made.client.createInvite({ role: 'member', uses: 500, expiresInHours: 1 });
        invite = secretOf(created.url);
      }
      await made.settled();
      return made;
    },
    async signIn(username) {
      const made = await device(username);
      const outcome = await made.client.signIn({
        username,
        passphrase: passphraseOf(username),
        deviceName: `further device of ${username}`,
      });
      if (outcome.kind === 'refused') throw new Error(`${username} cannot sign in: ${outcome.reason}`);
      await made.settled();
      return made;
    },
    async stop() {
      await Promise.all(devices.map((one) => one.close()));
      await server.remove();
    },
  };
}
