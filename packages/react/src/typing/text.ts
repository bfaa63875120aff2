export const typingText = {
  isTyping: (name: string) => `${name} is typing…`,
};
