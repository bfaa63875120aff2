import type { GroupSummary } from '@sotto/client';
import type { GroupCommand } from './group-command.ts';

export const listGroups: GroupCommand = {
  usage: 'list',
  needs: 0,
  async run({ client, output }) {
    const groups = client.conversations.current.filter((row): row is GroupSummary => row.kind === 'group');
    for (const { conversationId, name, memberCount, ownRole, standing, unread } of groups) {
      const state = standing.kind === 'member' ? (ownRole ?? 'member') : standing.kind;
      output.print(`${name}  ${conversationId}  ${memberCount} people  ${state}  ${unread} unread`, {
        conversation_id: conversationId,
        name,
        people: memberCount,
        role: ownRole,
        standing: standing.kind,
        unread,
      });
    }
  },
};
