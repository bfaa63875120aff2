import { findGroup } from '../find-conversation.ts';
import { findPerson } from '../find-person.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';

export const addToGroup: GroupCommand = {
  usage: 'add GROUP USERNAME...',
  needs: 2,
  async run(call) {
    const { positionals, output, client } = call;
    const [name = '', ...usernames] = positionals;
    const { conversationId } = findGroup(client, name);
    const people = await Promise.all(usernames.map((username) => findPerson(client, username)));
    const accounts = people.map((person) => person.accountId);
    const done = await comeTrue(
      call,
      conversationId,
      () => client.addMembers(conversationId, accounts),
      ({ members }) =>
        accounts.every((accountId) =>
          members.some((member) => member.person.accountId === accountId && member.pending === null),
        ),
    );
    output.print(done === null ? 'Queued.' : 'Added.', {
      conversation_id: conversationId,
      added: people.map((person) => person.username),
      state: done === null ? 'waiting' : 'done',
    });
  },
};
