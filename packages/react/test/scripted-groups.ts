import type {
  AccountId,
  ConversationId,
  ConversationSummary,
  GroupDetails,
  MessageReceipt,
  Person,
  SottoClient,
} from '@sotto/client';
import { type Cell, cell } from './cell.ts';
import { annaPerson, detailsOf, groupSummary, member } from './group-details.ts';
import { annaNamed } from './items.ts';

type GroupActions = Pick<
  SottoClient,
  | 'createGroup'
  | 'addMembers'
  | 'removeMember'
  | 'setRole'
  | 'updateGroup'
  | 'leaveGroup'
  | 'answerInvitation'
  | 'discardTask'
  | 'openGroupDetails'
  | 'messageReceipts'
>;

type Reach = {
  readonly people: Cell<readonly Person[]>;
  readonly conversations: Cell<readonly ConversationSummary[]>;
  readonly groups: Map<ConversationId, Cell<GroupDetails | null>>;
  readonly receipts: Map<string, readonly MessageReceipt[]>;
  readonly called: (action: string, ...args: readonly unknown[]) => void;
};

/** Groups by script: wishes come true at once. */
export function scriptedGroups(reach: Reach): GroupActions {
  const { people, conversations, groups, receipts, called } = reach;
  let made = 0;

  const personOf = (accountId: AccountId) => {
    const found = people.current.find((person) => person.accountId === accountId);
    if (found === undefined) throw new Error('no such person in the script');
    return found;
  };
  const change = (id: ConversationId, next: (details: GroupDetails) => GroupDetails) => {
    const group = groups.get(id);
    if (group === undefined || group.current === null) return;
    const after = next(group.current);
    group.set(after);
    conversations.set(
      conversations.current.map((row) =>
        row.kind === 'group' && row.conversationId === id
          ? {
              ...row,
              name: after.name,
              picture: after.picture,
              memberCount: after.members.length,
              standing: after.standing,
              ownRole: after.ownRole,
            }
          : row,
      ),
    );
  };
  const withMembers = (details: GroupDetails, members: GroupDetails['members']) => {
    const { conversationId, name, description, picture, whoCanSee } = details;
    const fresh = detailsOf(members, { conversationId, name, description, picture });
    return { ...fresh, whoCanSee: { ...fresh.whoCanSee, history: whoCanSee.history } };
  };

  return {
    async createGroup(group) {
      called('createGroup', group);
      const id = `66666666-6666-4666-8666-${String(++made).padStart(12, '0')}` as ConversationId;
      const picture = group.picture ?? null;
      const members = [
        member(annaPerson, { role: 'owner' }),
        ...group.members.map((one) => member(personOf(one))),
      ];
      const details = detailsOf(members, {
        conversationId: id,
        name: group.name,
        description: group.description ?? '',
        picture,
        createdBy: annaNamed,
      });
      groups.set(id, cell<GroupDetails | null>(details));
      const row = groupSummary({
        conversationId: id,
        name: group.name,
        picture,
        memberCount: members.length,
        sortAt: Date.now(),
      });
      conversations.set([row, ...conversations.current]);
      return id;
    },
    async addMembers(id, members) {
      called('addMembers', id, members);
      change(id, (details) =>
        withMembers(details, [...details.members, ...members.map((one) => member(personOf(one)))]),
      );
    },
    async removeMember(id, accountId) {
      called('removeMember', id, accountId);
      change(id, (details) =>
        withMembers(
          details,
          details.members.filter((one) => one.person.accountId !== accountId),
        ),
      );
    },
    async setRole(id, accountId, role) {
      called('setRole', id, accountId, role);
      change(id, (details) =>
        withMembers(
          details,
          details.members.map((one) => (one.person.accountId === accountId ? { ...one, role } : one)),
        ),
      );
    },
    async updateGroup(id, update) {
      called('updateGroup', id, update);
      change(id, (details) => ({
        ...details,
        name: update.name ?? details.name,
        description: update.description ?? details.description,
        picture: update.picture === undefined ? details.picture : update.picture,
        rejoin: update.rejoin ?? details.rejoin,
        whoCanSee: { ...details.whoCanSee, history: update.history ?? details.whoCanSee.history },
      }));
    },
    async leaveGroup(...args) {
      called('leaveGroup', ...args);
      change(args[0], (details) => ({ ...details, standing: { kind: 'left' }, ownRole: null }));
    },
    async answerInvitation(id, answer) {
      called('answerInvitation', id, answer);
      change(id, (details) => ({
        ...details,
        standing: { kind: answer === 'accept' ? 'member' : 'left' },
      }));
    },
    async discardTask(id, taskId) {
      called('discardTask', id, taskId);
      change(id, (details) => ({
        ...details,
        tasks: details.tasks.filter((task) => task.taskId !== taskId),
      }));
    },
    openGroupDetails: (id) => ({
      details: groups.get(id) ?? cell<GroupDetails | null>(null),
      close: () => {},
    }),
    messageReceipts: async (_, messageId) => receipts.get(messageId) ?? [],
  };
}
