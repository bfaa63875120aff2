import { hostname } from 'node:os';
import type { OrganisationProfile } from '@sotto/client';
import { type Command, type OptionValue, UsageError } from '../command.ts';
import { readPassphrase } from '../platform/read-passphrase.ts';
import { parseInviteLink } from '../platform/server-url.ts';
import { orRefuse } from './account-outcome.ts';
import { caughtUp } from './caught-up.ts';
import { signedIn } from './signed-in.ts';

const profiles: readonly OrganisationProfile[] = ['studio', 'bank', 'social', 'jeweller'];

export const signUp: Command = {
  usage: 'sign-up INVITE-LINK --username NAME --name "YOUR NAME"',
  summary: 'make an account from an invite link (or set the organisation up with the printed link)',
  options: {
    username: { type: 'string' },
    name: { type: 'string' },
    'passphrase-file': { type: 'string' },
    device: { type: 'string' },
    organisation: { type: 'string' },
    profile: { type: 'string' },
  },
  async run({ positionals, values, output, open, signal }) {
    const [link] = positionals;
    const { username, name } = values;
    if (link === undefined || typeof username !== 'string')
      throw new UsageError('an invite link and --username are needed');
    const { serverUrl, token } = parseInviteLink(link);
    const organisation = organisationOf(values['organisation'], values['profile']);
    const passphrase = await readPassphrase(text(values['passphrase-file']), 'Choose a passphrase: ');
    const client = await open(serverUrl);
    orRefuse(
      await client.signUp({
        inviteToken: token,
        username,
        displayName: text(name) ?? username,
        passphrase,
        deviceName: text(values['device']) ?? hostname(),
        ...(organisation === undefined ? {} : { organisation }),
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

function organisationOf(name: OptionValue, profile: OptionValue) {
  if (typeof name !== 'string') return undefined;
  const chosen = profiles.find((known) => known === (profile ?? 'studio'));
  if (chosen === undefined) throw new UsageError(`--profile is one of ${profiles.join(', ')}`);
  return { name, profile: chosen };
}

function text(value: OptionValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
