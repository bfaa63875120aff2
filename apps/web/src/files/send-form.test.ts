import { expect, test } from 'vitest';
import type { PickedItem } from './picked-file.ts';
import { mayBeOnce, outgoing, plainForm } from './send-form.ts';

const picture: PickedItem = {
  id: 'a',
  file: new File(['x'], 'a.jpg', { type: 'image/jpeg' }),
  show: 'image',
  url: null,
  details: {
    size: { width: 2, height: 1 },
    thumbhash: new Uint8Array(8),
    preview: { mediaType: 'image/webp', bytes: new Uint8Array(3) },
  },
  description: ' a cat ',
};
const letter: PickedItem = { ...picture, id: 'b', show: 'file', details: {}, description: '' };

test('metadata is removed unless somebody wants to keep it', () => {
  expect(outgoing([picture], plainForm).files[0]).not.toHaveProperty('keepMetadata');
  expect(outgoing([picture], { ...plainForm, keepMetadata: true }).files[0]?.keepMetadata).toBe(true);
});

test('what opens once shows nothing before', () => {
  const { files, options } = outgoing([picture], { ...plainForm, viewOnce: true });
  expect(options.viewOnce).toBe(true);
  expect(files[0]).toMatchObject({ size: { width: 2, height: 1 }, description: 'a cat' });
  expect(files[0]).not.toHaveProperty('preview');
  expect(files[0]).not.toHaveProperty('thumbhash');
});

test('only what is looked at opens once', () => {
  expect(mayBeOnce([picture, letter], plainForm)).toBe(false);
  expect(mayBeOnce([picture], { asFile: true })).toBe(false);
  expect(outgoing([letter], { ...plainForm, viewOnce: true }).options).not.toHaveProperty('viewOnce');
});

test('as a file, nothing of what it shows is said', () => {
  const [file] = outgoing([picture], { ...plainForm, asFile: true }).files;
  expect(file).toMatchObject({ asFile: true });
  expect(file).not.toHaveProperty('size');
  expect(file).not.toHaveProperty('preview');
});
