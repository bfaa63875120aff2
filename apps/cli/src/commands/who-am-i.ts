import type { Command } from '../command.ts';
import { signedIn } from './signed-in.ts';

export const whoAmI: Command = {
  usage: 'whoami',
  summary: 'which account and device this is',
  async run({ output, open }) {
    const self = await signedIn(await open());
    output.print(
      `${self.displayName} (@${self.username}) of ${self.organisationName}, device ${self.deviceId}`,
      {
        account_id: self.accountId,
        device_id: self.deviceId,
        username: self.username,
        display_name: self.displayName,
        role: self.role,
        organisation: self.organisationName,
      },
    );
  },
};
