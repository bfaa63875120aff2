export const expiryText = {
  title: 'Disappearing messages',
  intro: 'New messages of everybody here go away after they were read: on every device, with their files.',
  honest: 'Somebody can still photograph a screen, or keep them with a changed app.',
  off: 'Off',
  after: (time: string) => `${time} after reading`,
  failed: 'That did not work. Try again.',
};
