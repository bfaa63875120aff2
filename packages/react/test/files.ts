import type { FilePart, TimelineMessage, Upload } from '@sotto/client';
import { message } from './items.ts';
import { conversationId } from './scripted-client.ts';

/** A file as a timeline shows it. */
export function filePart(change: Partial<FilePart> = {}): FilePart {
  return {
    kind: 'file',
    fileId: `file-${change.name ?? 'one'}`,
    show: 'file',
    name: 'timetable.pdf',
    mediaType: 'application/pdf',
    bytes: 250_000,
    description: '',
    size: null,
    durationMs: null,
    thumbhash: null,
    waveform: null,
    preview: null,
    viewOnce: false,
    noForward: false,
    state: { kind: 'remote' },
    ...change,
  };
}

export function picturePart(change: Partial<FilePart> = {}): FilePart {
  return filePart({
    show: 'image',
    name: 'evening.jpg',
    mediaType: 'image/jpeg',
    size: { width: 1600, height: 900 },
    ...change,
  });
}

export function messageWith(
  files: readonly FilePart[],
  change: Partial<TimelineMessage> = {},
): TimelineMessage {
  const { text = '' } = change;
  const said = text === '' ? [] : [{ kind: 'text' as const, text, mentions: [], mentionsAll: false }];
  return message('with-files', { ...change, text, parts: [...files, ...said] });
}

export function upload(change: Partial<Upload> = {}): Upload {
  return {
    uploadId: 'upload',
    conversationId,
    threadId: null,
    caption: '',
    createdAt: 1_760_000_000_000,
    files: [
      {
        name: 'film.mp4',
        mediaType: 'video/mp4',
        show: 'video',
        bytes: 40_000_000,
        bytesSent: 10_000_000,
        size: null,
        thumbhash: null,
        missing: false,
      },
    ],
    state: { kind: 'uploading' },
    bytes: 40_000_000,
    bytesSent: 10_000_000,
    bytesPerSecond: 2_000_000,
    ...change,
  };
}
