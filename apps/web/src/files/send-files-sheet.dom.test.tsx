import { ClientError } from '@sotto/client';
import { expect, test, vi } from 'vitest';
import { click, press, render, settle, type } from '../../../../packages/react/test/render.tsx';
import { conversationId, scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { SendFilesSheet } from './send-files-sheet.tsx';

const limits = {
  fileBytesMax: 5_000_000,
  bytesLeft: 9_000_000,
  accepting: true,
  blockedExtensions: ['exe', 'bat'],
};
const photo = () => new File(['pixels'], 'evening.jpg', { type: 'image/jpeg' });

async function open(files: readonly File[], sendFiles = vi.fn(async () => ({ uploadId: 'one' }))) {
  const { client } = scriptedClient();
  const onClose = vi.fn();
  await render(<SendFilesSheet conversationId={conversationId} files={files} onClose={onClose} />, {
    ...client,
    fileLimits: async () => limits,
    sendFiles,
  });
  await settle(() => new Promise((resolve) => setTimeout(resolve, 20)));
  const dialog = document.querySelector('[role="dialog"]') as HTMLElement;
  const button = (label: string) =>
    [...dialog.querySelectorAll('button')].find(
      (one) => one.getAttribute('aria-label') === label || one.textContent === label,
    ) ?? null;
  return { dialog, button, onClose, sendFiles };
}

test('what may be sent is said before anything is chosen', async () => {
  const { dialog, button } = await open([]);
  expect(dialog.textContent).toContain('Up to 5 MB each.');
  expect(dialog.textContent).toContain('9 MB of your storage left.');
  expect(dialog.textContent).toContain('Not allowed here: .exe, .bat');
  expect(button('Send')).toBeNull();
});

test('several are sent with a caption, in the order they were put in; metadata is said to be removed', async () => {
  const { dialog, button, sendFiles, onClose } = await open([photo(), new File(['x'], 'notes.txt')]);
  expect(dialog.textContent).toContain('Place, camera and other hidden details are removed');
  await click(button('Move notes.txt forward'));
  const caption = dialog.querySelector<HTMLTextAreaElement>('textarea');
  if (caption === null) throw new Error('no caption');
  await type(caption, ' The evening ');
  await press(caption, 'Enter');
  expect(onClose).toHaveBeenCalledOnce();
  const [, files, options] = sendFiles.mock.calls[0] as unknown as [unknown, { file: File }[], object];
  expect(files.map(({ file }) => file.name)).toEqual(['notes.txt', 'evening.jpg']);
  expect(files[1]).not.toHaveProperty('keepMetadata');
  expect(options).toEqual({ caption: 'The evening' });
});

test('what is not allowed is said with the file, and not sent', async () => {
  const { dialog, button, sendFiles } = await open([photo(), new File(['MZ'], 'setup.exe')]);
  expect(dialog.textContent).toContain('Type not allowed');
  expect(button('Send')?.hasAttribute('disabled')).toBe(true);
  const submit = () =>
    settle(() => {
      dialog.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    });
  await submit();
  expect(sendFiles).not.toHaveBeenCalled();
  await click(button('Remove setup.exe'));
  await submit();
  expect(sendFiles).toHaveBeenCalledOnce();
});

test('view once says what it cannot do', async () => {
  const { dialog } = await open([photo()]);
  const row = [...dialog.querySelectorAll('label')].find((one) => one.textContent?.startsWith('View once'));
  expect(row?.textContent).toContain('A modified app, or a camera, can keep it all the same.');
});

test('what the client refuses is said; the files stay', async () => {
  const sendFiles = vi.fn(async () => {
    throw new ClientError('file-too-large');
  });
  const { dialog, button, onClose } = await open([photo()], sendFiles as never);
  await settle(() => {
    dialog.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
  expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('larger than allowed');
  expect(button('Remove evening.jpg')).not.toBeNull();
  expect(onClose).not.toHaveBeenCalled();
});
