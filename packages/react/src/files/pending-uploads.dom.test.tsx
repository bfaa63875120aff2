import type { Upload } from '@sotto/client';
import { expect, test } from 'vitest';
import { cell } from '../../test/cell.ts';
import { upload } from '../../test/files.ts';
import { click, render, settle } from '../../test/render.tsx';
import { conversationId, scriptedClient } from '../../test/scripted-client.ts';
import { PendingUploads } from './pending-uploads.tsx';

async function show(uploads: readonly Upload[]) {
  const { client, script } = scriptedClient();
  const page = await render(<PendingUploads conversationId={conversationId} />, {
    ...client,
    uploads: cell(uploads),
  });
  await import('./upload-list.tsx');
  await settle(() => new Promise((resolve) => setTimeout(resolve, 5)));
  return { page, script };
}

const button = (page: Element, label: string) => page.querySelector(`button[aria-label="${label}"]`);

test('says how far and how fast, in words and as a bar', async () => {
  const { page } = await show([upload()]);
  expect(page.textContent).toContain('10 MB of 40 MB · 2 MB/s');
  expect(page.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('25');
});

test('is paused, goes on and is given up', async () => {
  const moving = await show([upload()]);
  await click(button(moving.page, 'Pause'));
  const paused = await show([upload({ state: { kind: 'paused' }, bytesPerSecond: null })]);
  await click(button(paused.page, 'Go on'));
  await click(button(paused.page, 'Cancel'));
  expect([...moving.script.calls, ...paused.script.calls].map(({ action }) => action)).toEqual([
    'pauseUpload',
    'resumeUpload',
    'cancelUpload',
  ]);
});

test('a failure says why; only what can go better is offered again', async () => {
  const full = await show([upload({ state: { kind: 'failed', reason: 'quota-exceeded' } })]);
  expect(full.page.querySelector('[role="alert"]')?.textContent).toContain('storage is full');
  expect(button(full.page, 'Try again')).not.toBeNull();
  const large = await show([upload({ state: { kind: 'failed', reason: 'too-large' } })]);
  expect(button(large.page, 'Try again')).toBeNull();
});

test('a file that is not found again is asked for', async () => {
  const [file] = upload().files;
  const files = file === undefined ? [] : [{ ...file, missing: true }];
  const { page } = await show([upload({ state: { kind: 'needs-file' }, files })]);
  expect(page.textContent).toContain('Choose file: film.mp4');
  expect(page.querySelector('input[type="file"]')).not.toBeNull();
});

test('other conversations and threads are elsewhere', async () => {
  const { page } = await show([
    upload({ conversationId: 'other' as typeof conversationId }),
    upload({ threadId: 'thread' }),
  ]);
  expect(page.querySelector('li')).toBeNull();
});
