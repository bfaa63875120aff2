import { formatBytes } from '@sotto/react';

export const filesText = {
  drop: 'Drop to send',
  title: (count: number) =>
    count === 0 ? 'Send files' : count === 1 ? 'Send 1 file' : `Send ${count} files`,
  choose: 'Choose photos, videos or files',
  more: 'Add more',
  hint: 'You can also paste them, or drop them on the conversation.',
  limit: (bytes: number) => `Up to ${formatBytes(bytes)} each.`,
  left: (bytes: number) => `${formatBytes(bytes)} of your storage left.`,
  blocked: (extensions: readonly string[]) =>
    `Not allowed here: ${extensions
      .slice(0, 12)
      .map((one) => `.${one}`)
      .join(', ')}${extensions.length > 12 ? ' …' : ''}`,
  full: 'The server has no room at the moment. Files wait until it has.',
  unknownLimits: 'Your organisation’s limits are checked when there is a connection.',
  preparing: 'Reading files',
  caption: 'Caption',
  captionHint: 'Add a caption',
  remove: (name: string) => `Remove ${name}`,
  earlier: (name: string) => `Move ${name} forward`,
  later: (name: string) => `Move ${name} back`,
  describe: (name: string) => `Describe ${name} for people who cannot see it`,
  describeHint: 'Description',
  asFile: 'Send as files',
  asFileHint: 'Photos and videos are not shown, only saved.',
  keepMetadata: 'Keep place and camera details',
  metadataRemoved: 'Place, camera and other hidden details are removed before sending.',
  metadataKept: 'Everything the camera wrote into the file, the place included, is sent along.',
  viewOnce: 'View once',
  viewOnceHint: 'Opens once on each device. A modified app, or a camera, can keep it all the same.',
  noForward: 'Not to be passed on',
  noForwardHint: 'Apps that respect it do not forward it. A modified app can.',
  send: 'Send',
  problems: {
    'too-large': 'Too large',
    blocked: 'Type not allowed',
    'too-many': 'Too many for one message',
    'no-room': 'Not enough storage left',
  },
  failed: {
    'file-too-large': 'A file is larger than allowed.',
    'file-blocked': 'A file is of a type that is not allowed.',
    'file-unreadable': 'A file can no longer be read. Choose it again.',
    'message-too-long': 'The caption is too long.',
  } as Readonly<Record<string, string>>,
  failedUnknown: 'The files could not be queued. They are still here.',
};

export const viewerText = {
  title: 'Photos and videos',
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit to window',
  save: 'Save',
  forward: 'Forward',
  forwardAll: (files: number) => `Forward all ${files} files of this message`,
  accesses: 'Who downloaded this',
  place: (at: number, of: number) => `${at} of ${of}`,
  failed: 'This could not be opened.',
  gone: 'No longer on the server.',
  once: 'This can be seen once. When you close it, it is gone from this device.',
  onceAsk: (kind: string) => `Open this ${kind}?`,
  onceOpen: 'Open now',
  opening: 'Opening',
  notPlayed: 'This cannot be played here. You can save it.',
};

export const accessesText = {
  title: 'Who downloaded this',
  loading: 'Asking the server',
  none: 'Nobody has downloaded it yet.',
  failed: 'The server cannot be asked at the moment.',
  note: 'As the server saw it: a download is counted when a device fetches the file. What happens to it afterwards nobody can see.',
  download: 'Downloaded',
  share: 'Passed on',
  first: (when: string) => `first ${when}`,
};

export const savingText = {
  failed: {
    'file-damaged': 'The file is not the one that was sent. Nothing was saved.',
    'file-gone': 'The file is no longer on the server.',
    'file-blocked': 'Your organisation does not allow files of this type.',
    'file-unreadable': 'The file could not be written there.',
    offline: 'There is no connection. Try again when there is.',
    interrupted: 'Saving was cancelled.',
  } as Readonly<Record<string, string>>,
  failedUnknown: 'The file could not be saved.',
  tooLargeHere: 'This browser cannot save files this large. Use a Chromium-based one, or install the app.',
};
