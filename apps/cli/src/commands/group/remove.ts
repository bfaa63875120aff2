import { findGroup } from '../find-conversation.ts';
import { findPerson } from '../find-person.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';

export const removeFromGroup: GroupCommand = {
  usage: 'remove GROUP USERNAME',
  needs: 2,
  async run(call) {
    const { positionals, output, client } = call;
    const [name = '', username = ''] = positionals;
    const { conversationId } = findGroup(client, name);
    const person = await findPerson(client, username);
    const done = await comeTrue(
      call,
      conversationId,
      () => client.removeMember(conversationId, person.accountId),
      ({ members }) => members.every((member) => member.person.accountId !== person.accountId),
    );
    output.print(done === null ? 'Queued.' : 'Removed.', {
      conversation_id: conversationId,
      removed: person.username,
      state: done === null ? 'waiting' : 'done',
    });
  },
};
