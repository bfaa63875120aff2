import type { GroupStanding } from '@sotto/client';

export const conversationListText = {
  label: 'Conversations',
  noteToSelf: 'Note to Self',
  notesPreview: 'Things only you can read',
  draft: 'Draft:',
  from: (name: string) => `${name}:`,
  yesterday: 'Yesterday',
  nothingYet: 'No messages yet',
  notSent: 'Not sent',
  deleted: 'Message deleted',
  unknownKind: 'A kind of message that needs a newer version',
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  mentions: (count: number) => (count === 1 ? 'you are mentioned' : `you are mentioned ${count} times`),
  verified: 'verified',
  invitedBy: (name: string) => `${name} invites you`,
  standings: {
    creating: 'Being set up…',
    member: '',
    left: 'You left this group',
    removed: 'You were removed from this group',
    repairing: 'Joining again…',
  } satisfies Record<Exclude<GroupStanding['kind'], 'invited'>, string>,
};
