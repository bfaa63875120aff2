import type { ThreadSummary, Timeline } from '@sotto/client';
import { expect, test } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import { benNamed, message } from '../../../../packages/react/test/items.ts';
import { render, settle, type } from '../../../../packages/react/test/render.tsx';
import {
  annaSelf,
  conversationId,
  scriptedClient,
  summary,
  timelineOf,
} from '../../../../packages/react/test/scripted-client.ts';
import { button, buttons, clickButton } from '../../test/controls.ts';
import { ThreadPanel } from './thread-panel.tsx';
import { ThreadsSheet } from './threads-sheet.tsx';

const thread = (threadId: string, change: Partial<ThreadSummary> = {}): ThreadSummary => ({
  threadId,
  conversationId,
  replies: 2,
  unread: 0,
  unreadMentions: 0,
  followed: true,
  lastReplyAt: 1_760_000_000_000,
  people: [benNamed],
  root: { kind: 'text', text: `Began ${threadId}` },
  ...change,
});

async function panel(summaryOf: ThreadSummary, scripted = scriptedClient()) {
  const { client, script } = scripted;
  const root = message(summaryOf.threadId, { text: 'Does the hall know?', thread: summaryOf });
  const timeline = cell<Timeline>(timelineOf([], { threadId: summaryOf.threadId, root }));
  const drawn = await render(
    <ThreadPanel
      key={summaryOf.threadId}
      conversation={summary()}
      threadId={summaryOf.threadId}
      self={annaSelf}
      onPerson={undefined}
    />,
    { ...client, openTimeline: (...args) => ({ ...client.openTimeline(...args), timeline }) },
  );
  const area = drawn.querySelector('textarea') as HTMLTextAreaElement;
  return { area, script };
}

test('the list says what is new in each thread, and leads there', async () => {
  const { client } = scriptedClient();
  const threads = cell<readonly ThreadSummary[]>([
    thread('one', { unread: 3, root: { kind: 'text', text: 'Who brings\u202E the keys?' } }),
    thread('two', { replies: 1 }),
  ]);
  await render(<ThreadsSheet onClose={() => {}} />, { ...client, threads });
  const rows = [...document.querySelectorAll('[role="dialog"] li')].map((row) => row.textContent ?? '');
  expect(rows[0]).toContain('Who brings the keys?');
  expect(rows[0]).toMatch(/2 replies · Ben Okafor.*3 new/);
  expect(rows[1]).toContain('1 reply');
  expect(rows[1]).not.toContain('new');
  await settle(() => threads.set([thread('one'), thread('two')]));
  expect(document.querySelector('[role="dialog"]')?.textContent).not.toContain('new');
  await clickButton(/Began two/);
  expect(location.hash).toContain('two');
});

test('a thread is followed and left, and shows at once what was chosen', async () => {
  const { script } = await panel(thread('one', { followed: true }));
  await clickButton('Following');
  expect(button('Follow').getAttribute('aria-pressed')).toBe('false');
  await clickButton('Follow');
  expect(button('Following').getAttribute('aria-pressed')).toBe('true');
  expect(script.calls.filter(({ action }) => action === 'followThread').map(({ args }) => args)).toEqual([
    ['one', false],
    ['one', true],
  ]);
});

test('what could not be kept is shown as it is', async () => {
  const scripted = scriptedClient();
  scripted.client.followThread = () => Promise.reject(new Error('no'));
  await panel(thread('one', { followed: false }), scripted);
  await clickButton('Follow');
  expect(buttons('Following')).toEqual([]);
  expect(button('Follow').getAttribute('aria-pressed')).toBe('false');
});

test('every thread has a draft of its own, and the conversation too', async () => {
  const scripted = scriptedClient();
  const first = await panel(thread('one'), scripted);
  await type(first.area, 'half a reply');
  const second = await panel(thread('two'), scripted);
  expect(second.area.value).toBe('');
  const again = await panel(thread('one'), scripted);
  expect(again.area.value).toBe('half a reply');
  expect(scripted.script.drafts.get(conversationId)).toBeUndefined();
});
