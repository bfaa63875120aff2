export const connectionText = {
  offline: 'You are offline.',
  queued: (count: number) =>
    count === 1
      ? '1 message will be sent when you are back.'
      : `${count} messages will be sent when you are back.`,
  retryIn: (seconds: number) => `Trying again in ${seconds} s.`,
  connecting: 'Connecting…',
  catchingUp: 'Fetching new messages…',
};
