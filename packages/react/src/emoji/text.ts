export const emojiText = {
  emoji: 'Emoji',
  search: 'Search emoji',
  recent: 'Recent',
  found: 'Found',
  nothing: 'No emoji of that name',
};
