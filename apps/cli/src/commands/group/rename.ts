import { findGroup } from '../find-conversation.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';

export const renameGroup: GroupCommand = {
  usage: 'rename GROUP NAME [--description TEXT]',
  needs: 2,
  async run(call) {
    const { positionals, values, output, client } = call;
    const [group = '', name = ''] = positionals;
    const { description } = values;
    const { conversationId } = findGroup(client, group);
    const update = { name, ...(typeof description === 'string' ? { description } : {}) };
    const done = await comeTrue(
      call,
      conversationId,
      () => client.updateGroup(conversationId, update),
      (details) => details.name === name,
    );
    output.print(done === null ? 'Queued.' : 'Renamed.', {
      conversation_id: conversationId,
      name,
      state: done === null ? 'waiting' : 'done',
    });
  },
};
