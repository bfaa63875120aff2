import {
  ClientError,
  type ConversationSummary,
  type FilePart,
  type GroupDetails,
  type Upload,
} from '@sotto/client';
import { describe, expect, test, vi } from 'vitest';
import { type Cell, cell } from '../../test/cell.ts';
import { annaPerson, detailsOf, groupId, groupSummary, member } from '../../test/group-details.ts';
import { anna, ben, message } from '../../test/items.ts';
import { press, render, settle, type } from '../../test/render.tsx';
import {
  benPerson,
  conversationId,
  type Script,
  scriptedClient,
  summary,
  timelineOf,
} from '../../test/scripted-client.ts';
import {
  EncryptedMessageComposer,
  type EncryptedMessageComposerProps,
} from './encrypted-message-composer.tsx';

async function composer(props: Partial<EncryptedMessageComposerProps> = {}, change: Partial<Script> = {}) {
  const { client, script } = scriptedClient(change);
  const root = await render(
    <EncryptedMessageComposer conversationId={conversationId} userId={anna} {...props} />,
    client,
  );
  const calls = (action: string) =>
    script.calls.filter((call) => call.action === action).map((call) => call.args);
  return { root, client, script, calls, area: root.querySelector('textarea') };
}

async function choose(root: HTMLElement, files: readonly File[]): Promise<void> {
  const input = root.querySelector('input[type="file"]') as HTMLInputElement;
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  await settle(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
}

const picture = {
  kind: 'file',
  fileId: 'file',
  show: 'image',
  name: 'ring.jpg',
  mediaType: 'image/jpeg',
  bytes: 7,
  description: '',
  size: null,
  durationMs: null,
  thumbhash: null,
  waveform: null,
  preview: null,
  viewOnce: false,
  noForward: false,
  state: { kind: 'here' },
} satisfies FilePart;

describe('writing', () => {
  test('sends, into a thread where one is given, and says so', async () => {
    const onMessageSent = vi.fn();
    const { area, client } = await composer({ onMessageSent, threadId: 'thread' });
    const sendContent = vi.spyOn(client, 'sendContent');
    await type(area as HTMLTextAreaElement, 'The ring is ready');
    await press(area as HTMLTextAreaElement, 'Enter');
    expect(sendContent.mock.lastCall?.slice(1)).toEqual([
      { kind: 'text', text: 'The ring is ready' },
      expect.objectContaining({ threadId: 'thread' }),
    ]);
    expect(onMessageSent).toHaveBeenCalledExactlyOnceWith({ messageId: 'sent-1', conversationId });
  });

  test('what was refused stays, and nobody is told that it was sent', async () => {
    const onMessageSent = vi.fn();
    const { area, client } = await composer({ onMessageSent });
    client.sendContent = () => Promise.reject(new ClientError('not-a-member'));
    await type(area as HTMLTextAreaElement, 'The ring is ready');
    await press(area as HTMLTextAreaElement, 'Enter');
    expect(area?.value).toBe('The ring is ready');
    expect(onMessageSent).not.toHaveBeenCalled();
  });

  test.each([
    ['somebody else is signed in', { userId: ben }, 'signed in as somebody else'],
    ['the conversation is not here', { conversationId: groupId }, 'not on this device'],
  ])('is not possible when %s', async (_, props, words) => {
    const { root, area } = await composer(props);
    expect(area).toBeNull();
    expect(root.querySelector('[role="alert"]')?.textContent).toContain(words);
  });
});

describe('files', () => {
  test('are said to be uploaded when their message stands in the conversation, once', async () => {
    const onFileUploaded = vi.fn();
    const { root, client, script, calls } = await composer({ onFileUploaded });
    const uploads = client.uploads as Cell<readonly Upload[]>;
    await choose(root, [new File(['picture'], 'ring.jpg')]);
    expect(calls('sendFiles')).toHaveLength(1);
    const upload = {
      uploadId: 'upload',
      conversationId,
      threadId: null,
      files: [{ ...picture, bytesSent: 0, missing: false }],
    };
    await settle(() =>
      uploads.set([
        {
          ...upload,
          caption: '',
          createdAt: 0,
          state: { kind: 'paused' },
          bytes: 7,
          bytesSent: 0,
          bytesPerSecond: null,
        },
      ]),
    );
    expect(onFileUploaded).not.toHaveBeenCalled();
    const older = message('older', { mine: true, at: 0, parts: [picture] });
    const sent = message('sent', { mine: true, at: Date.now() + 1, parts: [picture] });
    await settle(() => {
      script.timelines.get(conversationId)?.set(timelineOf([older, sent]));
      uploads.set([]);
    });
    expect(onFileUploaded).toHaveBeenCalledExactlyOnceWith({
      messageId: 'sent',
      files: [picture],
      conversationId,
    });
  });

  test('cancelled ones are not', async () => {
    const onFileUploaded = vi.fn();
    const { root, client } = await composer({ onFileUploaded });
    await choose(root, [new File(['picture'], 'ring.jpg')]);
    await settle(() => (client.uploads as Cell<readonly Upload[]>).set([]));
    expect(onFileUploaded).not.toHaveBeenCalled();
  });

  test('that are not allowed are refused in words', async () => {
    const { root, client } = await composer();
    client.sendFiles = () => Promise.reject(new ClientError('file-blocked'));
    await choose(root, [new File(['MZ'], 'a.exe')]);
    expect(root.querySelector('[role="alert"]')?.textContent).toContain('does not allow files of this kind');
  });
});

describe('who can read', () => {
  test('is always said, and says when a key changed or there is no network', async () => {
    const { root, script } = await composer();
    const status = () => root.querySelector('.sotto-encryption-status')?.textContent;
    expect(status()).toContain('Only you and Ben Okafor can read this');
    await settle(() => {
      script.conversations.set([summary({ person: { ...benPerson, identityChanged: true } })]);
      script.connection.set({ kind: 'offline', since: 0, retryAt: null, queued: 1 });
    });
    expect(status()).toContain('Nothing is sent until you have checked it');
    expect(status()).toContain('leaves when there is a connection');
  });

  test('whoever the page did not name is named', async () => {
    const clara = { ...benPerson, accountId: 'clara' as never, displayName: 'Clara Jensen' };
    const members = [member(annaPerson), member(benPerson), member(clara)];
    const { root } = await composer(
      { conversationId: groupId, participants: [anna, ben] },
      {
        conversations: cell<readonly ConversationSummary[]>([groupSummary()]),
        groups: new Map([[groupId, cell<GroupDetails | null>(detailsOf(members))]]),
      },
    );
    expect(root.querySelector('[role="alert"]')?.textContent).toBe(
      'Also in this conversation: Clara Jensen.',
    );
  });
});

test('a call is offered only by a page that can begin one', async () => {
  const without = await composer();
  const open = async (root: HTMLElement) => {
    await settle(() => root.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click());
    await settle(() => import('../menu/menu.tsx').then(() => {}));
    return [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  };
  expect((await open(without.root)).map((item) => item.textContent)).toEqual(['Files']);
  await press(document.activeElement as Element, 'Escape');
  const onVideoCallInitiated = vi.fn();
  const { root } = await composer({ onVideoCallInitiated });
  const call = (await open(root)).find((item) => item.textContent === 'Video call');
  await settle(() => call?.click());
  expect(onVideoCallInitiated).toHaveBeenCalledExactlyOnceWith({ conversationId });
});
