import type { FileRefusalCode } from './send-picked.ts';

export const encryptedComposerText = {
  files: 'Files',
  videoCall: 'Video call',
  wrongAccount: 'You are signed in as somebody else. Nothing can be written here.',
  noConversation: 'This conversation is not on this device.',
  notMember: 'You are not a member of this conversation and cannot write in it.',
  status: {
    direct: (name: string) => `End-to-end encrypted. Only you and ${name} can read this.`,
    notes: 'End-to-end encrypted. Only you can read this.',
    group: (people: number) => `End-to-end encrypted. Only the ${people} people in it can read this.`,
    changed: (name: string) => `${name} has a new safety number. Nothing is sent until you have checked it.`,
    waiting: 'Encrypted on this device; it leaves when there is a connection.',
  },
  others: (names: string) => `Also in this conversation: ${names}.`,
  refusals: {
    'file-too-large': 'This file is larger than your organisation allows.',
    'file-blocked': 'Your organisation does not allow files of this kind.',
    'file-unreadable': 'This file could not be read.',
    other: 'This file could not be sent.',
  } satisfies Record<FileRefusalCode, string>,
};
