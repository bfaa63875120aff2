export const marksText = {
  reactions: 'Reactions',
  reacted: (who: string, emoji: string) => `${who}: ${emoji}`,
};
