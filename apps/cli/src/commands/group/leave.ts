import { findGroup } from '../find-conversation.ts';
import { findPerson } from '../find-person.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';

export const leaveGroup: GroupCommand = {
  usage: 'leave GROUP [--successor USERNAME]',
  needs: 1,
  async run(call) {
    const { positionals, values, output, client } = call;
    const [name = ''] = positionals;
    const { successor } = values;
    const { conversationId } = findGroup(client, name);
    const options =
      typeof successor === 'string'
        ? { successor: (await findPerson(client, successor)).accountId }
        : undefined;
    const done = await comeTrue(
      call,
      conversationId,
      () => client.leaveGroup(conversationId, options),
      ({ standing }) => standing.kind === 'left',
    );
    output.print(done === null ? 'Queued.' : 'You left.', {
      conversation_id: conversationId,
      state: done === null ? 'waiting' : 'done',
    });
  },
};
