import { type Command, UsageError } from '../command.ts';
import { caughtUp } from './caught-up.ts';
import { addToGroup } from './group/add.ts';
import { acceptInvitation, declineInvitation } from './group/answer.ts';
import { createGroup } from './group/create.ts';
import type { GroupCommand } from './group/group-command.ts';
import { leaveGroup } from './group/leave.ts';
import { listGroups } from './group/list.ts';
import { listMembers } from './group/members.ts';
import { promoteMember } from './group/promote.ts';
import { removeFromGroup } from './group/remove.ts';
import { renameGroup } from './group/rename.ts';
import { signedIn } from './signed-in.ts';

const parts: Readonly<Record<string, GroupCommand>> = {
  list: listGroups,
  create: createGroup,
  members: listMembers,
  add: addToGroup,
  remove: removeFromGroup,
  promote: promoteMember,
  rename: renameGroup,
  leave: leaveGroup,
  accept: acceptInvitation,
  decline: declineInvitation,
};

const usages = Object.values(parts).map((part) => `group ${part.usage}`);

export const group: Command = {
  usage: usages.join('\n  '),
  summary:
    'groups, by name or id; waits until the change is made, or only records it with --queue; promote makes an admin unless --role says otherwise',
  options: {
    description: { type: 'string' },
    role: { type: 'string' },
    successor: { type: 'string' },
    queue: { type: 'boolean' },
  },
  async run(call) {
    const [name, ...positionals] = call.positionals;
    const part = name === undefined ? undefined : parts[name];
    if (part === undefined) {
      throw new UsageError(`say what to do: ${Object.keys(parts).join(', ')}`);
    }
    if (positionals.length < part.needs) throw new UsageError(`usage: sotto group ${part.usage}`);
    const client = await call.open();
    await signedIn(client);
    if (call.values['queue'] !== true) await caughtUp(client, call.signal);
    await part.run({ ...call, positionals, client });
  },
};
