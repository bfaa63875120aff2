import type { TimelineNotice } from '@sotto/client';

export const timelineText = {
  label: (name: string) => `Conversation with ${name}`,
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  unreadHere: 'New',
  jumpToLatest: 'Jump to the latest message',
  jumpToLatestNew: (count: number) =>
    count === 1 ? 'Jump to the latest message, 1 new' : `Jump to the latest message, ${count} new`,
  loading: 'Loading messages',
  loadingOlder: 'Loading earlier messages',
  announce: (sender: string, text: string) => `${sender}: ${text}`,
  announceMany: (count: number, sender: string) => `${count} new messages from ${sender}`,
  notices: {
    'device-added': (name: string, mine: boolean) =>
      mine ? 'You signed in on another device' : `${name} signed in on another device`,
    'device-removed': (name: string, mine: boolean) =>
      mine ? 'You signed out of one of your devices' : `${name} signed out of one of their devices`,
    'identity-changed': (name: string) => `Your safety number with ${name} changed`,
    'session-reset': (name: string) => `The secure connection with ${name} was renewed`,
    verified: (name: string) => `You marked ${name} as verified`,
    unverified: (name: string) => `You removed the verified mark from ${name}`,
  } satisfies Record<TimelineNotice['notice'], (name: string, mine: boolean) => string>,
};
