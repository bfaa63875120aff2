export const emojiText = {
  emoji: 'Emoji',
  search: 'Search emoji',
  recent: 'Recent',
  found: 'Found',
  nothing: 'No emoji of that name',
  skin: 'Skin tone',
  skins: ['No skin tone', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'],
};
