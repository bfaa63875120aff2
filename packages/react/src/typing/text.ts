export const typingText = {
  typing: 'typing…',
  isTyping: (name: string) => `${name} is typing…`,
  areTyping: (names: string) => `${names} are typing…`,
};
