export const starredText = {
  title: 'Starred messages',
  none: 'Nothing is starred',
  noneText: 'A star keeps a message at hand. Only you see it, on all your devices.',
  remove: 'Remove star',
  you: 'You',
  pinnedTitle: 'Pinned messages',
  unpin: 'Unpin',
};
