import { hostname } from 'node:os';
import { type Command, UsageError } from '../command.ts';
import { readPassphrase } from '../platform/read-passphrase.ts';
import { parseServerUrl } from '../platform/server-url.ts';
import { orRefuse } from './account-outcome.ts';
import { caughtUp } from './caught-up.ts';
import { signedIn } from './signed-in.ts';

export const signIn: Command = {
  usage: 'sign-in SERVER --username NAME',
  summary: 'sign in on this machine as one more device of your account',
  options: {
    username: { type: 'string' },
    'passphrase-file': { type: 'string' },
    device: { type: 'string' },
  },
  async run({ positionals, values, output, open, signal }) {
    const [server] = positionals;
    const { username, device } = values;
    if (server === undefined || typeof username !== 'string')
      throw new UsageError('a server and --username are needed');
    const serverUrl = parseServerUrl(server);
    const file = values['passphrase-file'];
    const passphrase = await readPassphrase(typeof file === 'string' ? file : undefined, 'Passphrase: ');
    const client = await open(serverUrl);
    orRefuse(
      await client.signIn({
        username,
        passphrase,
        deviceName: typeof device === 'string' ? device : hostname(),
      }),
    );
    const self = await signedIn(client);
    await caughtUp(client, signal);
    output.print(`Signed in as ${self.displayName} (@${self.username}).`, {
      account_id: self.accountId,
      device_id: self.deviceId,
      username: self.username,
    });
  },
};
