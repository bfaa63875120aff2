import type { DirectNotice } from '@sotto/client';

export const timelineText = {
  label: (name: string) => `Conversation with ${name}`,
  groupLabel: (name: string) => `Conversation in ${name}`,
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
  announceMany: (count: number, senders: string) => `${count} new messages from ${senders}`,
  notices: {
    'device-added': (name: string, mine: boolean) =>
      mine ? 'You signed in on another device' : `${name} signed in on another device`,
    'device-removed': (name: string, mine: boolean) =>
      mine ? 'You signed out of one of your devices' : `${name} signed out of one of their devices`,
    'identity-changed': (name: string) => `Your safety number with ${name} changed`,
    'session-reset': (name: string) => `The secure connection with ${name} was renewed`,
    verified: (name: string) => `You marked ${name} as verified`,
    unverified: (name: string) => `You removed the verified mark from ${name}`,
  } satisfies Record<DirectNotice['notice'], (name: string, mine: boolean) => string>,
  show: 'Show',
  hide: 'Hide',
};

export const noticeSummaryText = {
  came: (count: number) => (count === 1 ? '1 person came' : `${count.toLocaleString()} people came`),
  went: (count: number) => (count === 1 ? '1 person went' : `${count.toLocaleString()} people went`),
  devices: (count: number) => (count === 1 ? '1 change of devices' : `${count} changes of devices`),
  others: (count: number, besides: boolean) =>
    `${count} ${besides ? 'other ' : ''}${count === 1 ? 'change' : 'changes'}`,
};

export const conversationNoticeText = {
  you: 'You',
  expiry: (who: string, time: string) => `${who} set messages to disappear ${time} after they were read`,
  expiryOff: (who: string) => `${who} turned disappearing messages off`,
  reference: (who: string, system: string, reference: string) =>
    `${who} tied this conversation to ${system} ${reference}`,
  referenceRemoved: (who: string) => `${who} removed what this conversation was tied to`,
};
