import type { FileKind } from '@sotto/client';

/** What a file is called where it is not shown. */
export const kindText = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  voice: 'Voice message',
  file: 'File',
} satisfies Record<FileKind, string>;
