export const threadsWebText = {
  title: 'Thread',
  close: 'Close thread',
  follow: 'Follow',
  following: 'Following',
  followHint: 'You are told about new replies',
  followNot: 'You are not told about new replies',
  beginning: 'The message this thread began with is not on this device.',
  replies: (count: number) => (count === 0 ? 'No replies yet' : count === 1 ? '1 reply' : `${count} replies`),
  listTitle: 'Threads',
  none: 'No threads yet',
  noneText: 'Threads you write in, began or are mentioned in are kept here.',
  fresh: (count: number) => `${count} new`,
};
