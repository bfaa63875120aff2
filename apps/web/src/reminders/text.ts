export const remindersText = {
  at: (time: string) => `at ${time}`,
  more: (count: number) => `${count} more`,
  show: 'Show',
  dismiss: 'Dismiss',
};
