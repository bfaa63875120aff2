import { RefusedError } from '../../command.ts';
import { findGroup } from '../find-conversation.ts';
import type { GroupCommand } from './group-command.ts';
import { refuseGroup } from './refuse-group.ts';

export const acceptInvitation: GroupCommand = answering('accept');
export const declineInvitation: GroupCommand = answering('decline');

function answering(answer: 'accept' | 'decline'): GroupCommand {
  return {
    usage: `${answer} GROUP`,
    needs: 1,
    async run({ positionals: [name = ''], output, client }) {
      const { conversationId, standing } = findGroup(client, name);
      if (standing.kind !== 'invited') throw new RefusedError('not-invited', 'there is nothing to answer');
      await client.answerInvitation(conversationId, answer).catch(refuseGroup);
      output.print(answer === 'accept' ? 'Accepted.' : 'Declined.', {
        conversation_id: conversationId,
        answer,
      });
    },
  };
}
