import type { TimelineMessage } from '@sotto/client';
import { describe, expect, test, vi } from 'vitest';
import { annaNamed, ben, benNamed, message } from '../../test/items.ts';
import { click, render } from '../../test/render.tsx';
import { scriptedClient } from '../../test/scripted-client.ts';
import { MessageBubble } from './message-bubble.tsx';
import { commandsFor } from './message-commands.ts';
import { messageLabel } from './message-label.ts';

async function bubble(change: Partial<TimelineMessage>, actions = {}) {
  const shown = message('1', change);
  const { client } = scriptedClient();
  const root = await render(
    <MessageBubble
      message={shown}
      startsGroup
      endsGroup
      onRetry={() => {}}
      onDiscard={() => {}}
      {...actions}
    />,
    client,
  );
  return { root, shown };
}

const text = (value: string): TimelineMessage['parts'] => [
  { kind: 'text', text: value, mentions: [benNamed], mentionsAll: false },
];

describe('around a message', () => {
  test('an answer quotes this device’s own copy and leads there', async () => {
    const onJump = vi.fn();
    const preview = { kind: 'text', text: 'At seven?' } as const;
    const { root } = await bubble(
      { replyTo: { kind: 'message', id: 'q', sender: annaNamed, preview } },
      { onJump },
    );
    const quote = root.querySelector('.sotto-quote');
    expect(quote?.textContent).toContain('At seven?');
    await click(quote);
    expect(onJump).toHaveBeenCalledExactlyOnceWith('q');
  });

  test('a quote of what is not here says so and leads nowhere', async () => {
    const { root } = await bubble({ replyTo: { kind: 'missing', id: 'q' } });
    expect(root.querySelector('.sotto-quote')?.tagName).toBe('P');
    expect(root.textContent).toContain('not on this device');
  });

  test('what was deleted shows nothing of what it was', async () => {
    const { root, shown } = await bubble({ deleted: true, parts: [], text: '', thread: null });
    expect(root.querySelector('.sotto-bubble')?.textContent).toContain('Ben Okafor deleted this message');
    expect(messageLabel(shown)).toContain('Ben Okafor deleted this message');
  });

  test('in a group it is said once who deleted it', async () => {
    const deleted = await bubble({ deleted: true, parts: [], text: '', thread: null }, { named: true });
    expect(deleted.root.querySelector('.sotto-sender')).toBeNull();
    const said = await bubble({}, { named: true });
    expect(said.root.querySelector('.sotto-sender')?.textContent).toBe('Ben Okafor');
  });

  test('reactions say who, and a click joins in', async () => {
    const onReact = vi.fn();
    const reactions = [{ emoji: '👍', people: [benNamed, annaNamed], mine: true }];
    const { root, shown } = await bubble({ reactions }, { onReact });
    const button = root.querySelector('.sotto-reactions button');
    expect(button?.getAttribute('aria-pressed')).toBe('true');
    expect(button?.textContent).toContain('you and Ben Okafor');
    await click(button);
    expect(onReact).toHaveBeenCalledExactlyOnceWith(shown, '👍');
    expect(messageLabel(shown)).toContain('👍 you and Ben Okafor');
  });

  test('a part of a newer version is said honestly, beside what is known', async () => {
    const { root } = await bubble({ parts: [{ kind: 'unknown' }, ...text('hello')] });
    expect(root.textContent).toContain('written with a newer version');
    expect(root.textContent).toContain('hello');
  });

  test('forwarded, edited, starred, disappearing: each is marked', async () => {
    const { root } = await bubble({
      forwards: 2,
      edited: { at: 1, versions: 2, waiting: false },
      starred: true,
      expiry: { seconds: 3600, at: null },
    });
    expect(root.querySelector('.sotto-forward-mark')?.textContent).toBe('Forwarded');
    expect(root.textContent).toContain('edited');
    const marks = [...root.querySelectorAll('.sotto-meta .sotto-meta-mark')].map((mark) =>
      mark.getAttribute('title'),
    );
    expect(marks).toEqual(['Starred', 'Disappears 1 hour after it was read']);
  });

  test('a preview of a link shows its site, and a tricky address is not shown at all', async () => {
    const preview = { title: 'A\u202Eb', description: '', siteName: 'bank', image: null };
    const good = await bubble({
      parts: [...text('x'), { kind: 'link-preview', url: 'https://example.org/a', ...preview }],
    });
    expect(good.root.querySelector('.sotto-link-preview')?.textContent).toBe('example.orgAb');
    const long = await bubble({
      parts: [
        ...text('x'),
        { kind: 'link-preview', url: 'https://example.org/a', ...preview, title: 'word '.repeat(60) },
      ],
    });
    expect(long.root.querySelector('.sotto-link-preview b')?.textContent).toHaveLength(161);
    // A few bytes that say they are 30,000 by 30,000 pixels.
    const bytes = new Uint8Array(24);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    for (const at of [16, 20]) new DataView(bytes.buffer).setUint32(at, 30_000);
    const image = { mediaType: 'image/png', bytes } as const;
    const bomb = await bubble({
      parts: [...text('x'), { kind: 'link-preview', url: 'https://example.org/a', ...preview, image }],
    });
    expect(bomb.root.querySelector('.sotto-link-preview')).not.toBeNull();
    expect(bomb.root.querySelector('.sotto-link-preview img')).toBeNull();
    const bad = await bubble({
      parts: [...text('x'), { kind: 'link-preview', url: 'javascript:alert(1)', ...preview }],
    });
    expect(bad.root.querySelector('.sotto-link-preview')).toBeNull();
  });
});

describe('mentions', () => {
  test('have the name of the account, whatever the sender called it', async () => {
    const onPerson = vi.fn();
    const { root, shown } = await bubble(
      { text: `[@Boss](sotto:person/${ben})`, parts: text(`[@Boss](sotto:person/${ben})`) },
      { onPerson },
    );
    const mention = root.querySelector('.sotto-mention');
    expect(mention?.textContent).toBe('@Ben Okafor');
    expect(messageLabel(shown)).toContain('@Ben Okafor');
    await click(mention);
    expect(onPerson).toHaveBeenCalledExactlyOnceWith(ben);
  });

  test('of nobody that is known are plain', async () => {
    const other = '99999999-9999-4999-8999-999999999999';
    const { root } = await bubble({ parts: text(`[@Ghost](sotto:person/${other}) [@x](sotto:people/1)`) });
    const mentions = [...root.querySelectorAll('.sotto-mention')];
    expect(mentions.map((one) => [one.textContent, one.hasAttribute('data-known')])).toEqual([
      ['@Ghost', false],
    ]);
  });
});

describe('what can be done', () => {
  const all = new Set([
    'reply',
    'thread',
    'edit',
    'copy',
    'forward',
    'pin',
    'star',
    'history',
    'delete',
  ] as const);
  const scope = { writable: true, inThread: false, offered: all };

  test('others’ messages cannot be edited; what is deleted can only be removed', () => {
    expect(commandsFor(message('1'), scope)).not.toContain('edit');
    expect(commandsFor(message('1', { mine: true }), scope)).toContain('edit');
    expect(commandsFor(message('1', { deleted: true, parts: [], text: '' }), scope)).toEqual(['delete']);
  });

  test('a poll is not rewritten, a thread has no threads, a reader only reads', () => {
    const poll = { kind: 'poll', question: '?', options: [], choicesMax: 1, closesAt: null } as const;
    const parts = [{ ...poll, closed: false, voters: 0, mayClose: true }] as const;
    expect(commandsFor(message('1', { mine: true, parts, text: '' }), scope)).not.toContain('edit');
    expect(commandsFor(message('1'), { ...scope, inThread: true })).not.toContain('thread');
    expect(commandsFor(message('1'), { ...scope, writable: false })).toEqual([
      'copy',
      'forward',
      'star',
      'delete',
    ]);
  });
});
