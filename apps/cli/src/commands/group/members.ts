import { findGroup } from '../find-conversation.ts';
import { settled } from '../signed-in.ts';
import type { GroupCommand } from './group-command.ts';

export const listMembers: GroupCommand = {
  usage: 'members GROUP',
  needs: 1,
  async run({ positionals: [name = ''], output, client, signal }) {
    const handle = client.openGroupDetails(findGroup(client, name).conversationId);
    const details = await settled(handle.details, (value) => value !== null, signal);
    for (const { person, self, role, devices, pending } of details?.members ?? []) {
      const more = [self ? 'you' : '', person.verified ? 'verified' : '', pending ?? ''];
      const count = devices.length === 1 ? '1 device' : `${devices.length} devices`;
      output.print(
        [`@${person.username}`, person.displayName, role, count, ...more].filter(Boolean).join('  '),
        {
          account_id: person.accountId,
          username: person.username,
          display_name: person.displayName,
          role,
          self,
          verified: person.verified,
          devices: devices.map((device) => device.deviceId),
          pending,
        },
      );
    }
    handle.close();
  },
};
