import type { GroupRole } from '@sotto/client';
import { UsageError } from '../../command.ts';
import { findGroup } from '../find-conversation.ts';
import { findPerson } from '../find-person.ts';
import { comeTrue } from './come-true.ts';
import type { GroupCommand } from './group-command.ts';

const roles: readonly GroupRole[] = ['owner', 'admin', 'member'];

export const promoteMember: GroupCommand = {
  usage: 'promote GROUP USERNAME [--role admin]',
  needs: 2,
  async run(call) {
    const { positionals, values, output, client } = call;
    const [name = '', username = ''] = positionals;
    const role = roles.find((known) => known === (values['role'] ?? 'admin'));
    if (role === undefined) throw new UsageError(`--role is one of ${roles.join(', ')}`);
    const { conversationId } = findGroup(client, name);
    const { accountId, username: found } = await findPerson(client, username);
    const done = await comeTrue(
      call,
      conversationId,
      () => client.setRole(conversationId, accountId, role),
      ({ members }) =>
        members.some(
          (member) =>
            member.person.accountId === accountId && member.role === role && member.pending === null,
        ),
    );
    output.print(done === null ? 'Queued.' : `@${found} is ${role} now.`, {
      conversation_id: conversationId,
      username: found,
      role,
      state: done === null ? 'waiting' : 'done',
    });
  },
};
