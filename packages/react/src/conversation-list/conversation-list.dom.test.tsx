import type { ConversationSummary, GroupStanding } from '@sotto/client';
import { expect, test, vi } from 'vitest';
import { groupSummary } from '../../test/group-details.ts';
import { benNamed, lastSaid } from '../../test/items.ts';
import { click, render } from '../../test/render.tsx';
import { benPerson, summary } from '../../test/scripted-client.ts';
import { ConversationRow } from './conversation-row.tsx';

const row = (conversation: ConversationSummary, open = false) => (
  <ConversationRow conversation={conversation} href="#/c/1" open={open} current onOpen={() => {}} />
);

async function preview(conversation: ConversationSummary): Promise<string | undefined> {
  const root = await render(row(conversation));
  return root.querySelector('.sotto-row-preview')?.textContent;
}

test('REQ-C2: a name cannot turn its row around or grow without end', async () => {
  const displayName = `Ben\u202E\u0007 ${'x'.repeat(500)}`;
  const root = await render(row(summary({ person: { ...benPerson, displayName } })));
  const name = root.querySelector('.sotto-row-name bdi')?.textContent ?? '';
  expect(name).toMatch(/^Ben x{60}…$/);
  const group = await render(row(groupSummary({ name: `\u202Etxet\u0000 ${'y'.repeat(500)}` })));
  expect(group.querySelector('.sotto-row-name bdi')?.textContent).toMatch(/^txet y{59}…$/);
});

test('a row says who, what, how many and whether it is open', async () => {
  const lastMessage = lastSaid('Come **now** [here](https://a.b)', { at: Date.now() });
  const root = await render(row(summary({ unread: 3, lastMessage }), true));
  const link = root.querySelector('a');
  expect(link?.getAttribute('aria-current')).toBe('page');
  expect(root.querySelector('.sotto-row-preview')?.textContent).toBe('Come now here');
  expect(root.querySelector('.sotto-badge')?.textContent).toContain('3 unread messages');
});

test('the second line prefers typing to a draft and a draft to the last message', async () => {
  const lastMessage = lastSaid('last', { mine: true, state: 'read' });
  expect(await preview(summary({ typing: true, draft: 'unsent', lastMessage }))).toBe('typing…');
  expect(await preview(summary({ draft: 'unsent', lastMessage }))).toBe('Draft: unsent');
  const last = await render(row(summary({ lastMessage })));
  expect(last.querySelector('.sotto-row-preview')?.textContent).toContain('last');
  expect(last.querySelector('.sotto-ticks')?.getAttribute('aria-label')).toBe('Read');
});

test('a group says who wrote, who types, and whether one is mentioned', async () => {
  const said = lastSaid('See you at **five**');
  expect(await preview(groupSummary({ lastMessage: said }))).toBe('Ben: See you at five');
  const mine = await render(row(groupSummary({ lastMessage: lastSaid('Fine', { mine: true }) })));
  expect(mine.querySelector('.sotto-row-text')?.textContent).toBe('Fine');
  const clara = { ...benNamed, accountId: 'c' as never, name: 'Clara Jensen' };
  expect(await preview(groupSummary({ typists: [benNamed], typing: true }))).toBe('Ben is typing…');
  expect(await preview(groupSummary({ typists: [benNamed, clara], typing: true }))).toBe(
    'Ben and Clara are typing…',
  );
  const mentioned = await render(row(groupSummary({ unread: 5, unreadMentions: 1, lastMessage: said })));
  expect(mentioned.querySelector('[data-kind="mention"]')?.textContent).toContain('you are mentioned');
});

test.each([
  [{ kind: 'creating' }, 'Being set up…'],
  [{ kind: 'invited', by: benNamed }, 'Ben Okafor invites you'],
  [{ kind: 'repairing', cause: 'fork' }, 'Joining again…'],
  [{ kind: 'left' }, 'You left this group'],
  [{ kind: 'removed' }, 'You were removed from this group'],
  [{ kind: 'member' }, 'Ben: last'],
] satisfies [GroupStanding, string][])(
  'how one stands to a group is in its row: %j',
  async (standing, text) => {
    expect(await preview(groupSummary({ standing, lastMessage: lastSaid('last') }))).toBe(text);
  },
);

test('a click opens in place; with Control the browser does what it always does', async () => {
  const onOpen = vi.fn();
  const conversation = summary();
  const root = await render(
    <ConversationRow conversation={conversation} href="#/c/1" open={false} current onOpen={onOpen} />,
  );
  await click(root.querySelector('a'));
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(conversation.conversationId);
});
