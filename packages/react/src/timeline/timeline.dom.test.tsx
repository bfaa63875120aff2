import { expect, test, vi } from 'vitest';
import { cell } from '../../test/cell.ts';
import { benNamed, groupNotice, message, notice } from '../../test/items.ts';
import { click, render, settle } from '../../test/render.tsx';
import { conversationId, scriptedClient, timelineOf } from '../../test/scripted-client.ts';
import { useMessages } from '../client/use-messages.ts';
import { MessageBubble } from '../message/message-bubble.tsx';
import { Timeline } from './timeline.tsx';
import { TimelineRowView } from './timeline-row-view.tsx';
import { timelineRows } from './timeline-rows.ts';

const actions = { onRetry: () => {}, onDiscard: () => {} };

const direct = { name: 'Ben', selfId: 'self', group: false };
const group = { name: 'Recital', selfId: 'self', group: true };

type OpenedProps = { readonly group?: boolean; readonly onReceipts?: (messageId: string) => void };

function Opened(props: OpenedProps) {
  const messages = useMessages(conversationId);
  return (
    <Timeline
      messages={messages}
      name="Ben Okafor"
      selfId="self"
      beginning={<p>the beginning</p>}
      {...props}
    />
  );
}

test('new messages of the other person are announced, and one’s own are not', async () => {
  const timeline = cell(timelineOf([message('1')]));
  const { client } = scriptedClient({ timelines: new Map([[conversationId, timeline]]) });
  const root = await render(<Opened />, client);
  const spoken = () => root.querySelector('[role="log"]')?.textContent;
  expect(root.querySelector('[role="feed"]')?.getAttribute('aria-label')).toBe(
    'Conversation with Ben Okafor',
  );
  expect(spoken()).toBe('');
  await settle(() => timeline.set(timelineOf([message('1'), message('2', { text: 'Are you **there**?' })])));
  expect(spoken()).toBe('Ben Okafor: Are you there?');
  await settle(() =>
    timeline.set(timelineOf([message('1'), message('2'), message('3', { mine: true, text: 'yes' })])),
  );
  expect(spoken()).toBe('Ben Okafor: Are you there?');
  const three = ['4', '5', '6'].map((id) => message(id));
  await settle(() => timeline.set(timelineOf([message('3', { mine: true }), ...three])));
  expect(spoken()).toBe('3 new messages from Ben Okafor');
});

test('a conversation without messages says where one is', async () => {
  const { client } = scriptedClient();
  const root = await render(<Opened />, client);
  expect(root.textContent).toContain('the beginning');
});

test('while the first page is read there is a skeleton that says so', async () => {
  const { client } = scriptedClient({
    timelines: new Map([[conversationId, cell(timelineOf([], { loading: true }))]]),
  });
  const root = await render(<Opened />, client);
  expect(root.querySelector('[role="status"]')?.getAttribute('aria-label')).toBe('Loading messages');
});

test('a message is one article with sender, text, time and state', async () => {
  const item = message('1', {
    mine: true,
    state: 'delivered',
    text: 'On my way',
    at: new Date(2026, 4, 1, 9, 5).getTime(),
  });
  const [row] = timelineRows([item], null);
  if (row === undefined) throw new Error('no row');
  const root = await render(<TimelineRowView row={row} index={0} frame={direct} current actions={actions} />);
  const article = root.querySelector('article');
  expect(article?.getAttribute('aria-label')).toMatch(/^You: On my way, .*9:05.*, Delivered$/);
  expect(article?.tabIndex).toBe(0);
});

test('a notice says who did what', async () => {
  const [row] = timelineRows([notice('1', { notice: 'device-added' })], null);
  if (row === undefined) throw new Error('no row');
  const root = await render(
    <TimelineRowView row={row} index={0} frame={direct} current={false} actions={actions} />,
  );
  expect(root.textContent).toContain('Ben signed in on another device');
});

test('a failed message says why and can be tried again or deleted in its place', async () => {
  const onRetry = vi.fn();
  const onDiscard = vi.fn();
  const root = await render(
    <MessageBubble
      message={message('1', { mine: true, state: 'failed', failure: 'no-devices' })}
      startsGroup
      endsGroup
      onRetry={onRetry}
      onDiscard={onDiscard}
    />,
  );
  expect(root.textContent).toContain('has not signed in on a device yet');
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find((one) => one.textContent === name) ?? null;
  await click(button('Try again'));
  await click(button('Delete'));
  expect(onRetry).toHaveBeenCalledExactlyOnceWith('1');
  expect(onDiscard).toHaveBeenCalledExactlyOnceWith('1');
});

test('a message that waits for a decision leads to it instead of trying again', async () => {
  const onReview = vi.fn();
  const root = await render(
    <MessageBubble
      message={message('1', { mine: true, state: 'failed', failure: 'identity-changed' })}
      startsGroup
      endsGroup
      {...actions}
      onReview={onReview}
    />,
  );
  expect(root.textContent).not.toContain('Try again');
  await click([...root.querySelectorAll('button')].find((one) => one.textContent === 'Review') ?? null);
  expect(onReview).toHaveBeenCalledOnce();
});

test('a very long message is folded', async () => {
  const root = await render(
    <MessageBubble
      message={message('1', { text: 'word '.repeat(2000) })}
      startsGroup
      endsGroup
      {...actions}
    />,
  );
  const folded = root.querySelector('.sotto-markdown')?.textContent?.length ?? 0;
  expect(folded).toBeLessThan(3200);
  await click(
    [...root.querySelectorAll('button')].find((one) => one.textContent?.startsWith('Show more')) ?? null,
  );
  expect(root.querySelector('.sotto-markdown')?.textContent?.length).toBeGreaterThan(9000);
});

test('what was announced and is deleted, or has disappeared, is not left standing', async () => {
  const { client, script } = scriptedClient();
  const timeline = cell(timelineOf([message('1')]));
  script.timelines.set(conversationId, timeline);
  const root = await render(<Opened />, client);
  const log = () => root.querySelector('[role="log"]')?.textContent;
  await settle(() => timeline.set(timelineOf([message('1'), message('2', { text: 'secret' })])));
  expect(log()).toContain('secret');
  await settle(() =>
    timeline.set(timelineOf([message('1'), message('2', { deleted: true, parts: [], text: '' })])),
  );
  expect(log()).toBe('');
  await settle(() => timeline.set(timelineOf([message('1'), message('3', { text: 'gone soon' })])));
  await settle(() => timeline.set(timelineOf([message('1')])));
  expect(log()).toBe('');
});

test('in a group messages that came together from several people are announced with their names', async () => {
  const timeline = cell(timelineOf([message('1')]));
  const { client } = scriptedClient({ timelines: new Map([[conversationId, timeline]]) });
  const root = await render(<Opened group />, client);
  expect(root.querySelector('[role="feed"]')?.getAttribute('aria-label')).toBe('Conversation in Ben Okafor');
  const clara = { senderId: 'clara' as never, senderName: 'Clara' };
  await settle(() => timeline.set(timelineOf([message('1'), message('2'), message('3', clara)])));
  expect(root.querySelector('[role="log"]')?.textContent).toBe('2 new messages from Ben Okafor and Clara');
});

test('in a group the first message of somebody has their name and the last their picture', async () => {
  const onPerson = vi.fn();
  const rows = timelineRows([message('1'), message('2'), message('3')], null);
  const root = await render(
    rows.map((row, index) => (
      <TimelineRowView
        key={row.id}
        row={row}
        index={index}
        frame={group}
        current={false}
        actions={{ ...actions, onPerson }}
      />
    )),
  );
  const [first, second, third] = [...root.querySelectorAll('article')];
  expect(first?.querySelector('.sotto-sender')?.textContent).toBe('Ben Okafor');
  expect(first?.querySelector('.sotto-sender-avatar')).toBeNull();
  expect(second?.querySelector('.sotto-sender, .sotto-sender-avatar')).toBeNull();
  expect(third?.querySelector('.sotto-sender')).toBeNull();
  await click(third?.querySelector('.sotto-sender-avatar') ?? null);
  expect(onPerson).toHaveBeenCalledExactlyOnceWith(benNamed.accountId);
});

test('one’s own message in a small group says whom it has reached and leads to more', async () => {
  const onReceipts = vi.fn();
  const receipts = { delivered: 3, read: 2, of: 4 };
  const [row] = timelineRows([message('1', { mine: true, text: 'Tonight?', receipts })], null);
  if (row === undefined) throw new Error('no row');
  const root = await render(
    <TimelineRowView row={row} index={0} frame={group} current actions={{ ...actions, onReceipts }} />,
  );
  expect(root.querySelector('article')?.getAttribute('aria-label')).toMatch(/, Sent, read by 2 of 4$/);
  await click(root.querySelector('.sotto-meta > button'));
  expect(onReceipts).toHaveBeenCalledExactlyOnceWith('1');
});

test('many lines are one button that shows them all', async () => {
  const people = [benNamed];
  const items = ['1', '2', '3', '4', '5', '6', '7'].map((id) => groupNotice(id, { kind: 'added', people }));
  const [row] = timelineRows(items, null);
  if (row === undefined) throw new Error('no row');
  const onToggle = vi.fn();
  const view = (open: boolean) => (
    <TimelineRowView
      row={row}
      index={0}
      frame={group}
      current
      actions={actions}
      open={open}
      onToggle={onToggle}
    />
  );
  const root = await render(view(false));
  const button = root.querySelector('button');
  expect(root.querySelector('article')?.getAttribute('aria-label')).toBe('5 people came');
  expect(button?.getAttribute('aria-expanded')).toBe('false');
  expect(root.querySelectorAll('.sotto-notice')).toHaveLength(0);
  await click(button);
  expect(onToggle).toHaveBeenCalledExactlyOnceWith('1');
  const opened = await render(view(true));
  expect(opened.querySelectorAll('.sotto-notice')).toHaveLength(5);
});
