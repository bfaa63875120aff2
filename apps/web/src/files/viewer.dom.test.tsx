import type { FilePart, OpenedFile, TimelineMessage } from '@sotto/client';
import { expect, test, vi } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import { filePart, messageWith, picturePart } from '../../../../packages/react/test/files.ts';
import { click, press, render, settle } from '../../../../packages/react/test/render.tsx';
import {
  conversationId,
  scriptedClient,
  timelineOf,
} from '../../../../packages/react/test/scripted-client.ts';
import { buttons, clickButton } from '../../test/controls.ts';
import { OverlayContext } from '../overlay/overlay-state.ts';
import { Viewer } from './viewer.tsx';

const opened: OpenedFile = { bytes: Uint8Array.of(0xff, 0xd8, 0xff), mediaType: 'image/jpeg', show: 'image' };

async function open(
  messages: readonly TimelineMessage[],
  shown: FilePart,
  of = messages[0],
  what: OpenedFile = opened,
) {
  const openFile = vi.fn(async () => what);
  const { client } = scriptedClient({
    timelines: new Map([[conversationId, cell(timelineOf(messages))]]),
  });
  const onClose = vi.fn();
  if (of === undefined) throw new Error('no message');
  await render(
    <Viewer conversationId={conversationId} message={of} fileId={shown.fileId} onClose={onClose} />,
    { ...client, openFile },
  );
  const wait = () => settle(() => new Promise((resolve) => setTimeout(resolve, 10)));
  await wait();
  const dialog = document.querySelector('[role="dialog"]') as HTMLElement;
  return { dialog, openFile, onClose, wait };
}

const first = picturePart({ name: 'first.jpg', description: 'The first' });
const second = picturePart({ name: 'second.jpg', description: 'The second' });
const secret = picturePart({ name: 'secret.jpg', viewOnce: true, description: '' });
const letter = filePart();
const messages = [
  { ...messageWith([first, letter]), id: 'a' },
  { ...messageWith([second]), id: 'b' },
  { ...messageWith([secret]), id: 'c' },
];

test('the arrow keys go through the pictures of the conversation, and to nothing else', async () => {
  const { dialog, wait } = await open(messages, first);
  expect(dialog.querySelector('img')?.alt).toBe('The first');
  expect(dialog.textContent).toContain('1 of 2');
  const target = dialog;
  await press(target, 'ArrowRight');
  await wait();
  expect(dialog.querySelector('img')?.alt).toBe('The second');
  await press(target, 'ArrowRight');
  await press(target, 'ArrowLeft');
  await wait();
  expect(dialog.querySelector('img')?.alt).toBe('The first');
});

test('keys enlarge and fit', async () => {
  const { dialog } = await open(messages, first);
  const target = dialog;
  await press(target, '+');
  expect(dialog.querySelector('img')?.style.transform).toContain('scale(1.5)');
  await press(target, '0');
  expect(dialog.querySelector('img')?.style.transform).toContain('scale(1)');
});

test('what opens once is opened when it is asked for, and cannot be saved here', async () => {
  const { dialog, openFile, wait } = await open(messages, secret, messages[2]);
  expect(openFile).not.toHaveBeenCalled();
  expect(dialog.textContent).toContain('When you close it, it is gone from this device.');
  expect(dialog.querySelector('[aria-label^="Save"]')).toBeNull();
  await click([...dialog.querySelectorAll('button')].find((one) => one.textContent === 'Open now') ?? null);
  await wait();
  expect(openFile).toHaveBeenCalledOnce();
  expect(dialog.querySelector('img')).not.toBeNull();
});

test('REQ-C5: a few bytes that stand for gigapixels are not drawn because they open once', async () => {
  const bytes = new Uint8Array(24);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(bytes.buffer).setUint32(16, 30_000);
  new DataView(bytes.buffer).setUint32(20, 30_000);
  const bomb: OpenedFile = { bytes, mediaType: 'image/png', show: 'image' };
  const { dialog, wait } = await open(messages, secret, messages[2], bomb);
  await click([...dialog.querySelectorAll('button')].find((one) => one.textContent === 'Open now') ?? null);
  await wait();
  expect(dialog.textContent).toContain('This could not be opened.');
  expect(dialog.querySelector('img')).toBeNull();
});

test('what is looked at can be passed on, unless its sender asked for it to stay', async () => {
  const shown = vi.fn();
  const look = async (file: FilePart) => {
    const { client } = scriptedClient();
    await render(
      <OverlayContext value={{ shown: { kind: 'none' }, show: shown }}>
        <Viewer
          conversationId={conversationId}
          message={{ ...messageWith([file]), id: 'a' }}
          fileId={file.fileId}
          onClose={() => {}}
        />
      </OverlayContext>,
      { ...client, openFile: async () => opened },
    );
  };
  await look(picturePart({ noForward: true }));
  expect(buttons('Forward')).toEqual([]);
  await look(secret);
  expect(buttons('Forward')).toEqual([]);
  await look(first);
  await clickButton('Forward');
  expect(shown).toHaveBeenCalledExactlyOnceWith({
    kind: 'forward',
    message: expect.objectContaining({ id: 'a' }),
  });
});
