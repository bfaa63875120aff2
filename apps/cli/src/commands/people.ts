import type { Command } from '../command.ts';
import { signedIn } from './signed-in.ts';

export const people: Command = {
  usage: 'people',
  summary: 'the people of the organisation',
  async run({ output, open }) {
    const client = await open();
    await signedIn(client);
    await client.refreshPeople();
    for (const person of client.people.current) {
      output.print(
        `@${person.username}  ${person.displayName}  ${person.role}${person.verified ? '  verified' : ''}`,
        {
          account_id: person.accountId,
          username: person.username,
          display_name: person.displayName,
          role: person.role,
          verified: person.verified,
        },
      );
    }
  },
};
