import { type LinkPreview, type OutgoingContent, richLimits } from '@sotto/client';
import { describe, expect, test, vi } from 'vitest';
import { click, press, render, settle, type } from '../../test/render.tsx';
import { conversationId, scriptedClient } from '../../test/scripted-client.ts';
import { Composer, type ComposerHandle } from '../composer/composer.tsx';

const url = 'https://example.org/programme';

async function composer(onSend = vi.fn(async (_content: OutgoingContent) => {})) {
  const { client } = scriptedClient();
  const handle: { current: ComposerHandle | null } = { current: null };
  const root = await render(
    <Composer ref={handle} conversationId={conversationId} name="Ben" onSend={onSend} />,
    client,
  );
  const area = root.querySelector('textarea') as HTMLTextAreaElement;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const named = (name: string) =>
    [...root.querySelectorAll<HTMLElement>('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
    ) ?? null;
  const field = (name: string) =>
    [...root.querySelectorAll('label')]
      .find((one) => one.textContent?.startsWith(name))
      ?.querySelector('input') ?? null;
  const write = async (written: string) => {
    await type(area, written);
    await settle(() => import('./written-link.tsx').then(() => {}));
  };
  const paste = async (html: string, text: string, written = text) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    const kept: Record<string, string> = { 'text/html': html, 'text/plain': text };
    Object.assign(event, { clipboardData: { getData: (kind: string) => kept[kind] ?? '', files: [] } });
    await settle(() => void area.dispatchEvent(event));
    await write(written);
  };
  const previews = () => onSend.mock.lastCall?.[0] as { linkPreviews?: readonly LinkPreview[] } | undefined;
  return { root, area, handle, onSend, find, named, field, write, paste, previews };
}

const card = '.sotto-written-preview';
const preview = { url, title: 'Autumn concert', description: '', siteName: '', image: null };

describe('REQ-C6 what is said of a link is made by whoever sends it', () => {
  test('it is shown before, goes with the message, and is gone afterwards', async () => {
    const { area, find, paste, previews } = await composer();
    await paste(`<a href="${url}">Autumn concert</a>`, url);
    expect(find(card)?.textContent).toContain('Autumn concert');
    expect(find(card)?.textContent).toContain('example.org');
    await press(area, 'Enter');
    expect(previews()).toEqual({ kind: 'text', text: url, linkPreviews: [preview] });
    expect(find(card)).toBeNull();
    await paste('', url);
    await press(area, 'Enter');
    expect(previews()).toEqual({ kind: 'text', text: url });
  });

  test('markup that was pasted stays text', async () => {
    const { find, paste } = await composer();
    await paste(
      `<a href="${url}">Buy &lt;img src=x onerror=alert(1)&gt;<img src="https://spy.example"></a>`,
      url,
    );
    expect(find(card)?.textContent).toContain('Buy <img src=x onerror=alert(1)>');
    expect(find('img')).toBeNull();
  });

  test('it can be taken away, and does not come back by itself', async () => {
    const { area, find, named, paste, write, previews } = await composer();
    await paste(`<a href="${url}">Autumn concert</a>`, url);
    await click(named('Send without a description'));
    expect(document.activeElement).toBe(area);
    await write(`${url} today`);
    expect(find(card)).toBeNull();
    await press(area, 'Enter');
    expect(previews()).toEqual({ kind: 'text', text: `${url} today` });
  });

  test('it follows the first link, and goes with it', async () => {
    const { find, paste, write } = await composer();
    await paste(`<a href="${url}">Autumn concert</a>`, url);
    await write(`${url} and https://other.example`);
    expect(find(card)).not.toBeNull();
    await write(`https://other.example and ${url}`);
    expect(find(card)).toBeNull();
    await write(`${url} and https://other.example`);
    expect(find(card)).toBeNull();
    await write('nothing');
    expect(find('.sotto-chip')).toBeNull();
  });

  test('a link that says nothing is described in one’s own words', async () => {
    const { area, named, field, find, write, previews } = await composer();
    await write(`See ${url}.`);
    await click(named('Describe this link'));
    expect(document.activeElement).toBe(field('Title'));
    await click(named('Add description'));
    expect(find('[role="alert"]')?.textContent).toBe('Give the link a title.');
    await type(field('Title') as HTMLInputElement, '  Autumn   concert ');
    await type(field('Description') as HTMLInputElement, 'What we play');
    await click(named('Add description'));
    expect(document.activeElement).toBe(area);
    await click(named('Change the description'));
    expect(field('Title')?.value).toBe('Autumn concert');
    await press(field('Title') as HTMLElement, 'Escape');
    await press(area, 'Enter');
    expect(previews()?.linkPreviews).toEqual([{ ...preview, description: 'What we play' }]);
  });

  test('what receivers would refuse is refused in words', async () => {
    const { named, field, find, write } = await composer();
    await write(url);
    await click(named('Describe this link'));
    await type(field('Title') as HTMLInputElement, 'x'.repeat(richLimits.previewTitleCharacters + 3));
    expect(find('[role="alert"]')?.textContent).toBe('Too long by 3 characters.');
    expect(field('Title')?.getAttribute('aria-invalid')).toBe('true');
    await click(named('Add description'));
    expect(find(card)).toBeNull();
    await type(field('Title') as HTMLInputElement, 'Concert');
    await type(
      field('Description') as HTMLInputElement,
      'x'.repeat(richLimits.previewDescriptionCharacters + 1),
    );
    await click(named('Add description'));
    expect(find(card)).toBeNull();
  });

  test('what could not be queued, or was taken back, has it again', async () => {
    const { area, find, paste, handle, write } = await composer(
      vi.fn(() => Promise.reject(new Error('full'))),
    );
    await paste(`<a href="${url}">Autumn concert</a>`, url);
    await press(area, 'Enter');
    expect(find(card)?.textContent).toContain('Autumn concert');
    await write('');
    await settle(() => handle.current?.restore({ kind: 'text', text: url, linkPreviews: [preview] }));
    expect(find(card)?.textContent).toContain('Autumn concert');
  });

  test('it waits with the unsent text, until that is sent', async () => {
    const { client } = scriptedClient();
    const open = () =>
      render(<Composer conversationId={conversationId} name="Ben" onSend={async () => {}} />, client);
    const first = await open();
    await type(first.querySelector('textarea') as HTMLTextAreaElement, url);
    await settle(() => import('./written-link.tsx').then(() => {}));
    await click(first.querySelector('.sotto-chip'));
    await type(first.querySelector('.sotto-link-form input') as HTMLInputElement, 'Autumn concert');
    await click(first.querySelector('[data-main]'));
    const again = await open();
    expect(again.querySelector(card)?.textContent).toContain('Autumn concert');
    await press(again.querySelector('textarea') as HTMLTextAreaElement, 'Enter');
    expect((await open()).querySelector(card)).toBeNull();
  });
});
