export const conversationListText = {
  label: 'Conversations',
  noteToSelf: 'Note to Self',
  notesPreview: 'Things only you can read',
  draft: 'Draft:',
  you: 'You:',
  typing: 'typing…',
  yesterday: 'Yesterday',
  nothingYet: 'No messages yet',
  notSent: 'Not sent',
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  verified: 'verified',
};
