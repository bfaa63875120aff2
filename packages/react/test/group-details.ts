import type {
  AccountId,
  ConversationId,
  GroupDetails,
  GroupMember,
  GroupRole,
  GroupSummary,
  Person,
} from '@sotto/client';
import { anna, annaNamed } from './items.ts';

export const groupId = '55555555-5555-4555-8555-555555555555' as ConversationId;

export function groupSummary(change: Partial<GroupSummary> = {}): GroupSummary {
  return {
    kind: 'group',
    conversationId: groupId,
    name: 'Summer recital',
    picture: null,
    memberCount: 3,
    ownRole: 'owner',
    standing: { kind: 'member' },
    typists: [],
    lastMessage: null,
    unread: 0,
    unreadMentions: 0,
    unreadThreads: 0,
    expiresInSeconds: null,
    reference: null,
    draft: null,
    typing: false,
    sortAt: 0,
    ...change,
  };
}

export const annaPerson: Person = {
  accountId: anna,
  username: 'anna',
  displayName: annaNamed.name,
  role: 'owner',
  verified: false,
  identityChanged: false,
};

export function member(person: Person, change: Partial<GroupMember> = {}): GroupMember {
  const self = person.accountId === anna;
  return {
    person,
    self,
    role: 'member',
    devices: [{ deviceId: `${person.accountId}-1` as never, current: self, silent: false }],
    joinedAt: null,
    pending: null,
    ...change,
  };
}

const rank: Record<GroupRole, number> = { owner: 0, admin: 1, member: 2 };

/** A group as one of its members sees it; what may be done follows from the role. */
export function detailsOf(members: readonly GroupMember[], change: Partial<GroupDetails> = {}): GroupDetails {
  const own = members.find((one) => one.self);
  const role = change.ownRole === undefined ? (own?.role ?? null) : change.ownRole;
  const others = members.filter((one) => !one.self);
  const mayRemove = (one: GroupMember) => role === 'owner' || (role === 'admin' && one.role === 'member');
  const ids = (some: readonly GroupMember[]): readonly AccountId[] => some.map((one) => one.person.accountId);
  const owners = members.filter((one) => one.role === 'owner').length;
  return {
    conversationId: groupId,
    name: 'Summer recital',
    description: '',
    picture: null,
    standing: { kind: 'member' },
    ownRole: role,
    createdAt: 1_760_000_000_000,
    createdBy: annaNamed,
    members: [...members].sort(
      (a, b) =>
        Number(b.self) - Number(a.self) ||
        rank[a.role] - rank[b.role] ||
        a.person.displayName.localeCompare(b.person.displayName),
    ),
    whoCanSee: {
      people: members.length,
      devices: members.reduce((sum, one) => sum + one.devices.length, 0),
      history: { kind: 'none' },
      joinedAt: 1_760_000_000_000,
      protection: 'post-quantum hybrid',
    },
    rejoin: true,
    receipts: members.length <= 100,
    may: {
      write: true,
      addMembers: role === 'owner' || role === 'admin',
      updateDetails: role === 'owner' || role === 'admin',
      changePolicy: role === 'owner',
      remove: ids(others.filter(mayRemove)),
      changeRole: role === 'owner' ? ids(others) : [],
      leave: role !== 'owner' || owners > 1 || others.length === 0,
    },
    tasks: [],
    ...change,
  };
}
