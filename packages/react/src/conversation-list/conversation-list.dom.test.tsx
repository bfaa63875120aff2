import { expect, test, vi } from 'vitest';
import { click, render } from '../../test/render.tsx';
import { benPerson, summary } from '../../test/scripted-client.ts';
import { ConversationRow } from './conversation-row.tsx';

const row = (change: Parameters<typeof summary>[0], open = false) => (
  <ConversationRow conversation={summary(change)} href="#/c/1" open={open} current onOpen={() => {}} />
);

test('REQ-C2: a name cannot turn its row around or grow without end', async () => {
  const displayName = `Ben\u202E\u0007 ${'x'.repeat(500)}`;
  const root = await render(row({ person: { ...benPerson, displayName } }));
  const name = root.querySelector('.sotto-row-name bdi')?.textContent ?? '';
  expect(name).toMatch(/^Ben x{60}…$/);
});

test('a row says who, what, how many and whether it is open', async () => {
  const root = await render(
    row(
      {
        unread: 3,
        lastMessage: {
          text: 'Come **now** [here](https://a.b)',
          mine: false,
          at: Date.now(),
          state: 'received',
        },
      },
      true,
    ),
  );
  const link = root.querySelector('a');
  expect(link?.getAttribute('aria-current')).toBe('page');
  expect(root.querySelector('.sotto-row-preview')?.textContent).toBe('Come now here');
  expect(root.querySelector('.sotto-badge')?.textContent).toContain('3 unread messages');
});

test('the second line prefers typing to a draft and a draft to the last message', async () => {
  const lastMessage = { text: 'last', mine: true, at: 0, state: 'read' as const };
  const typing = await render(row({ typing: true, draft: 'unsent', lastMessage }));
  expect(typing.querySelector('.sotto-row-preview')?.textContent).toBe('typing…');
  const draft = await render(row({ draft: 'unsent', lastMessage }));
  expect(draft.querySelector('.sotto-row-preview')?.textContent).toBe('Draft: unsent');
  const last = await render(row({ lastMessage }));
  expect(last.querySelector('.sotto-row-preview')?.textContent).toContain('last');
  expect(last.querySelector('.sotto-ticks')?.getAttribute('aria-label')).toBe('Read');
});

test('a click opens in place; with Control the browser does what it always does', async () => {
  const onOpen = vi.fn();
  const conversation = summary();
  const root = await render(
    <ConversationRow conversation={conversation} href="#/c/1" open={false} current onOpen={onOpen} />,
  );
  await click(root.querySelector('a'));
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(conversation.conversationId);
});
