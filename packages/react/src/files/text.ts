import type { FilePart, FileRefusal, UploadFailure, UploadState } from '@sotto/client';
import { formatBytes } from './format-bytes.ts';
import { kindText } from './kind-text.ts';

export const filesText = {
  open: (file: FilePart) => `Open ${kindText[file.show].toLowerCase()}: ${file.description || file.name}`,
  download: (name: string, bytes: number) => `Download ${name}, ${formatBytes(bytes)}`,
  save: (name: string) => `Save ${name}`,
  cancel: 'Cancel download',
  accesses: (name: string) => `Who downloaded ${name}`,
  progress: (done: number, of: number) => `${formatBytes(done)} of ${formatBytes(of)}`,
  speed: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond)}/s`,
  waiting: 'Waiting for a connection',
  noForward: 'Not to be passed on',
  refused: {
    damaged: 'This file is not the one that was sent. It was refused.',
    'too-large': 'This file is larger than your organisation allows.',
    blocked: 'Your organisation does not allow files of this type.',
  } satisfies Record<FileRefusal, string>,
  gone: 'No longer on the server',
  failed: 'Could not be opened',
  tryAgain: 'Try again',
  notDrawn: 'Cannot be shown here, only saved',
  once: {
    open: (kind: string) => `${kind} · opens once`,
    sent: (kind: string) => `${kind} · can be opened once`,
    viewed: (kind: string) => `${kind} · opened`,
    unsupported: 'Can be opened once, but not in this app',
  },
};

export const uploadsText = {
  label: 'Being sent',
  states: {
    uploading: 'Sending',
    paused: 'Paused',
    'needs-file': 'Choose the same file again to go on',
  } satisfies Record<Exclude<UploadState['kind'], 'waiting' | 'failed'>, string>,
  waiting: {
    turn: 'Next in line',
    offline: 'Goes on when there is a connection',
    'server-full': 'The server has no room at the moment; goes on by itself',
  },
  failures: {
    'too-large': 'Not sent: larger than your organisation allows.',
    'quota-exceeded': 'Not sent: your storage is full.',
    blocked: 'Not sent: your organisation does not allow files of this type.',
    'file-changed': 'Not sent: the file was changed meanwhile.',
    'file-unreadable': 'Not sent: the file can no longer be read.',
    'not-a-member': 'Not sent: you are no longer in this conversation.',
    'message-refused': 'Not sent: the message was refused.',
    'server-refused': 'Not sent: the server refused it.',
  } satisfies Record<UploadFailure, string>,
  wrongFile: 'That is another file. Choose the one you were sending.',
  files: (count: number) => `${count} files`,
  pause: 'Pause',
  resume: 'Go on',
  retry: 'Try again',
  cancel: 'Cancel',
  choose: 'Choose file',
};
