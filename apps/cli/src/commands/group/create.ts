import { findPerson } from '../find-person.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';
import { refuseGroup } from './refuse-group.ts';

export const createGroup: GroupCommand = {
  usage: 'create NAME [USERNAME...] [--description TEXT]',
  needs: 1,
  async run(call) {
    const { positionals, values, output, client } = call;
    const [name = '', ...usernames] = positionals;
    const { description } = values;
    const people = await Promise.all(usernames.map((username) => findPerson(client, username)));
    const conversationId = await client
      .createGroup({
        name,
        members: people.map((person) => person.accountId),
        ...(typeof description === 'string' ? { description } : {}),
      })
      .catch(refuseGroup);
    const details = await comeTrue(
      call,
      conversationId,
      async () => {},
      ({ standing, members }) =>
        standing.kind === 'member' && members.every((member) => member.pending === null),
    );
    output.print(details === null ? `Queued: ${conversationId}` : `Created ${name}: ${conversationId}`, {
      conversation_id: conversationId,
      name,
      people: people.length + 1,
      state: details === null ? 'waiting' : 'done',
    });
  },
};
