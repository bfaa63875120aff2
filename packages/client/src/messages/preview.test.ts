import { BlobId } from '@sotto/protocol';
import { type BodyItem, type FileBody, filePart, readFilePart } from '@sotto/protocol/content';
import { expect, test } from 'vitest';
import type { Names } from '../people/names.ts';
import { previewOf } from './preview.ts';

const names: Names = (accountId) => ({ accountId, name: 'Ben', self: false });

function file(change: Partial<FileBody>): BodyItem {
  const body: FileBody = {
    blobId: BlobId.parse('00000000-0000-4000-8000-000000000000'),
    key: new Uint8Array(32),
    length: 10,
    commitment: new Uint8Array(32),
    ciphertextHash: new Uint8Array(32),
    mediaType: 'application/pdf',
    name: 'notes.pdf',
    description: '',
    expires: 0,
    voiceNote: false,
    viewOnce: false,
    noForward: false,
    size: null,
    durationMs: null,
    thumbhash: null,
    waveform: null,
    preview: null,
    ...change,
  };
  const read = readFilePart(filePart(body));
  if (read.kind !== 'file') throw new Error(read.kind);
  return { kind: 'file', file: read.file };
}

const caption: BodyItem = { kind: 'text', text: 'From the **roof**' };

test('a file goes by its name, a picture by what it shows', () => {
  expect(previewOf([file({})], names)).toEqual({ kind: 'file', text: 'notes.pdf', show: 'file' });
  const picture = file({ mediaType: 'image/jpeg', name: 'IMG_0012.jpg', description: 'A sunset' });
  expect(previewOf([picture], names)).toEqual({ kind: 'file', text: 'A sunset', show: 'image' });
});

test('what was written with it comes first', () => {
  const voice = file({ mediaType: 'audio/webm', name: 'x.weba', voiceNote: true });
  expect(previewOf([voice, caption], names)).toMatchObject({
    kind: 'file',
    text: 'From the **roof**',
    show: 'voice',
  });
});

test('a name that would change the direction of the line does not', () => {
  expect(previewOf([file({ name: 'invoice\u202efdp.exe' })], names).text).toBe('invoicefdp.exe');
});
