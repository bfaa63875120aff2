import type { ConversationId } from '@sotto/client';
import { expect, test } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import { benNamed, message } from '../../../../packages/react/test/items.ts';
import { render, settle } from '../../../../packages/react/test/render.tsx';
import {
  conversationId,
  scriptedClient,
  timelineOf,
} from '../../../../packages/react/test/scripted-client.ts';
import { ReceiptsSheet } from './receipts-sheet.tsx';

const clara = { ...benNamed, accountId: 'clara' as never, name: 'Clara' };
const sent = (delivered: number, read: number) =>
  message('m', { mine: true, text: 'Tonight?', receipts: { delivered, read, of: 2 } });

test('who has read it, who has it, and who not yet; it goes on while one looks', async () => {
  const timeline = cell(timelineOf([sent(1, 0)]));
  const { client, script } = scriptedClient({
    timelines: new Map<ConversationId, typeof timeline>([[conversationId, timeline]]),
    receipts: new Map([
      [
        'm',
        [
          { person: benNamed, state: 'delivered', at: 0 },
          { person: clara, state: 'sent', at: null },
        ],
      ],
    ]),
  });
  await render(<ReceiptsSheet conversationId={conversationId} messageId="m" onClose={() => {}} />, client);
  const headings = () =>
    [...document.querySelectorAll('h3')].map((one) =>
      one.textContent?.replace(/^(Delivered|Read|Sent)(?=[A-Z])/, ''),
    );
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Tonight?');
  expect(headings()).toEqual(['Delivered to 1', 'Not yet delivered to 1']);
  script.receipts.set('m', [
    { person: benNamed, state: 'read', at: 0 },
    { person: clara, state: 'read', at: 0 },
  ]);
  await settle(() => timeline.set(timelineOf([sent(2, 2)])));
  expect(headings()).toEqual(['Read by 2']);
});

test('where nobody is told, it says so', async () => {
  const { client } = scriptedClient();
  await render(<ReceiptsSheet conversationId={conversationId} messageId="x" onClose={() => {}} />, client);
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Nobody is told');
});
