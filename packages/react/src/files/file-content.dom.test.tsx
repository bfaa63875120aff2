import type { FilePart, OpenedFile, TimelineMessage } from '@sotto/client';
import { describe, expect, test, vi } from 'vitest';
import { filePart, messageWith, picturePart } from '../../test/files.ts';
import { click, render, settle } from '../../test/render.tsx';
import { scriptedClient } from '../../test/scripted-client.ts';
import { FileContent } from './file-content.tsx';
import { type FileHandlers, FileHandlersContext } from './file-handlers.ts';

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 16, 3);
const drawn: OpenedFile = { bytes: jpeg, mediaType: 'image/jpeg', show: 'image' };

/** A message with files on the page, its parts fetched. */
async function show(
  files: readonly FilePart[],
  {
    change = {},
    handlers = {},
    openFile = async () => drawn,
    inArticle = false,
  }: {
    change?: Partial<TimelineMessage>;
    handlers?: FileHandlers;
    openFile?: () => Promise<OpenedFile>;
    inArticle?: boolean;
  } = {},
) {
  const { client, script } = scriptedClient();
  const content = <FileContent message={messageWith(files, change)} />;
  const page = await render(
    <FileHandlersContext value={handlers}>
      {inArticle ? <article tabIndex={-1}>{content}</article> : content}
    </FileHandlersContext>,
    { ...client, openFile },
  );
  await import('./file-parts.tsx');
  await settle(() => new Promise((resolve) => setTimeout(resolve, 5)));
  return { page, script };
}

const button = (page: Element, label: RegExp) =>
  [...page.querySelectorAll('button')].find((one) =>
    label.test(one.getAttribute('aria-label') ?? one.textContent ?? ''),
  ) ?? null;

describe('pictures', () => {
  test('are drawn, and opened large', async () => {
    const onView = vi.fn();
    const { page } = await show([picturePart({ description: 'A sunset' })], { handlers: { onView } });
    expect(page.querySelector('img.sotto-picture')?.getAttribute('alt')).toBe('A sunset');
    await click(button(page, /Open photo: A sunset/));
    expect(onView).toHaveBeenCalledWith(expect.objectContaining({ id: 'with-files' }), 'file-evening.jpg');
  });

  test('keep their place before they are here', async () => {
    const openFile = () => new Promise<OpenedFile>(() => {});
    const { page } = await show([picturePart()], { openFile });
    const album = page.querySelector<HTMLElement>('.sotto-album');
    expect(Number.parseFloat(album?.style.aspectRatio ?? '')).toBeCloseTo(16 / 9);
    expect(page.querySelector('img')).toBeNull();
  });

  test('REQ-C5: what does not begin like a picture is not drawn', async () => {
    const openFile = async (): Promise<OpenedFile> => ({
      bytes: new TextEncoder().encode('<svg onload="alert(1)"/>'),
      mediaType: 'application/octet-stream',
      show: 'file',
    });
    const { page } = await show([picturePart()], { openFile });
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('Cannot be shown here');
  });

  test('a picture of gigapixels is not decoded', async () => {
    const huge = jpeg.slice();
    huge.set([0xff, 0xff, 0xff, 0xff], 7);
    const { page } = await show([picturePart()], { openFile: async () => ({ ...drawn, bytes: huge }) });
    expect(page.querySelector('img')).toBeNull();
  });

  test('large ones are fetched when they are asked for', async () => {
    const openFile = vi.fn(async () => drawn);
    const { page } = await show([picturePart({ bytes: 20_000_000 })], { openFile });
    expect(openFile).not.toHaveBeenCalled();
    await click(button(page, /Download evening.jpg, 20 MB/));
    expect(openFile).toHaveBeenCalledOnce();
  });

  test('one that could not be opened is tried again', async () => {
    let attempts = 0;
    const openFile = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('offline');
      return drawn;
    };
    const { page } = await show([picturePart()], { openFile });
    await click(button(page, /Try again/));
    await settle(() => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(page.querySelector('img')).not.toBeNull();
  });
});

describe('other files', () => {
  test.each(['image/svg+xml', 'text/html', 'application/pdf'])(
    '%s is a name to be saved',
    async (mediaType) => {
      const onSave = vi.fn();
      const openFile = vi.fn(async () => drawn);
      const file = filePart({ mediaType, name: 'a.svg' });
      const { page } = await show([file], { handlers: { onSave }, openFile });
      expect(openFile).not.toHaveBeenCalled();
      expect(page.querySelector('img, iframe, object, embed')).toBeNull();
      expect(page.textContent).toContain('250 kB');
      await click(button(page, /Save a.svg/));
      expect(onSave).toHaveBeenCalledWith(file);
    },
  );

  test('one’s own say who downloaded them', async () => {
    const onAccesses = vi.fn();
    const theirs = await show([filePart()], { handlers: { onAccesses } });
    expect(button(theirs.page, /Who downloaded/)).toBeNull();
    const own = await show([filePart()], { handlers: { onAccesses }, change: { mine: true } });
    await click(button(own.page, /Who downloaded/));
    expect(onAccesses).toHaveBeenCalledOnce();
  });

  test.each([
    ['damaged', /not the one that was sent/],
    ['too-large', /larger than/],
    ['blocked', /does not allow/],
  ] as const)('REQ-C4: %s is said, and nothing can be done with it', async (reason, said) => {
    const state = { kind: 'refused', reason } as const;
    const { page } = await show([picturePart({ state })], { handlers: { onSave: vi.fn() } });
    expect(page.textContent).toMatch(said);
    expect(page.querySelector('img')).toBeNull();
    expect(button(page, /Save/)?.hasAttribute('disabled')).toBe(true);
  });
});

describe('what opens once', () => {
  const once = {
    viewOnce: true,
    preview: { mediaType: 'image/webp', bytes: new Uint8Array(4) },
    thumbhash: new Uint8Array(8),
  } as const;

  test('shows nothing before it is opened', async () => {
    const onView = vi.fn();
    const { page } = await show([picturePart(once)], { handlers: { onView } });
    expect(page.querySelector('img, canvas')).toBeNull();
    await click(button(page, /Photo · opens once/));
    expect(onView).toHaveBeenCalledOnce();
  });

  test('is not opened by whoever sent it, nor again', async () => {
    const own = await show([picturePart(once)], { change: { mine: true } });
    expect(own.page.querySelector('button')).toBeNull();
    const viewed = await show([picturePart({ ...once, state: { kind: 'viewed' } })]);
    expect(viewed.page.querySelector('button')).toBeNull();
    expect(viewed.page.textContent).toContain('opened');
  });
});

test('Tab stops at the files of the message that has the focus, and of no other', async () => {
  const { page } = await show([filePart()], { handlers: { onSave: vi.fn() }, inArticle: true });
  const article = page.querySelector('article');
  const save = () => button(page, /Save/)?.tabIndex;
  expect(save()).toBe(-1);
  await settle(() => article?.focus());
  expect(save()).toBe(0);
  await settle(() => article?.blur());
  expect(save()).toBe(-1);
});

test('a voice note has its length, and a position that waits until it is played', async () => {
  const voice = filePart({
    show: 'voice',
    mediaType: 'audio/webm',
    durationMs: 7400,
    waveform: new Uint8Array(64),
  });
  const { page } = await show([voice]);
  expect(page.textContent).toContain('0:07');
  expect(button(page, /Play: Ben Okafor/)).not.toBeNull();
  expect(page.querySelector('input')?.disabled).toBe(true);
});
