import type { FailureReason, MessageState, TimelinePlaceholder } from '@sotto/client';

export const messageText = {
  you: 'You',
  states: {
    waiting: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
    received: '',
  } satisfies Record<MessageState, string>,
  failures: {
    'identity-changed': 'Not sent: their safety number changed since you checked it.',
    'recipient-unavailable': 'Not sent: this person can no longer be reached.',
    'too-long': 'Not sent: the message is too long.',
    refused: 'Not sent: the server refused it.',
    'no-devices': 'Not sent: this person has not signed in on a device yet.',
    'not-a-member': 'Not sent: you are no longer in this group.',
  } satisfies Record<FailureReason, string>,
  failedUnknown: 'Not sent.',
  retry: 'Try again',
  discard: 'Delete',
  review: 'Review',
  copy: 'Copy text',
  copied: 'Copied',
  reached: (read: number, delivered: number, of: number) =>
    read > 0 ? `read by ${read} of ${of}` : delivered > 0 ? `delivered to ${delivered} of ${of}` : '',
  receipts: 'Who has it',
  about: (name: string) => `About ${name}`,
  showMore: 'Show more',
  showLess: 'Show less',
  unknownPart: 'This was written with a newer version. It is kept, and appears once Sotto is up to date.',
  gapBefore: 'An earlier message is still on its way',
  placeholders: {
    'asking-again': 'This message could not be opened yet. It was asked for again and will appear by itself.',
    'newer-version':
      'This message was written with a newer version. It will appear once Sotto is up to date.',
    refused: 'This message did not pass the checks and is not shown.',
  } satisfies Record<TimelinePlaceholder['cause'], string>,
  label: (sender: string, text: string, time: string, state: string) =>
    `${sender}: ${[text, time, state].filter((part) => part !== '').join(', ')}`,
};
