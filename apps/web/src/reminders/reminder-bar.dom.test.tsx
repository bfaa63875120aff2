import type { Reminder } from '@sotto/client';
import { expect, test } from 'vitest';
import { render } from '../../../../packages/react/test/render.tsx';
import { conversationId, scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { clickButton } from '../../test/controls.ts';
import { ReminderBar } from './reminder-bar.tsx';

const reminder = (messageId: string, title: string): Reminder => ({
  messageId,
  conversationId,
  title,
  startsAt: 0,
  dueAt: 0,
});

test('a reminder says what it is about and how many follow, leads there and is dismissed', async () => {
  const { client, script } = scriptedClient();
  const reminders = [reminder('m', 'Recital\u202E'), reminder('n', 'Lesson')];
  const root = await render(<ReminderBar reminders={reminders} />, client);
  expect(root.textContent).toMatch(/Recital at .*1 more/);
  expect(root.textContent).not.toContain('\u202E');
  await clickButton('Show');
  expect(location.hash).toContain(`/c/${conversationId}`);
  await clickButton('Dismiss');
  expect(script.calls.filter((call) => call.action === 'dismissReminder')).toHaveLength(2);
});
