import type { GroupStanding } from '@sotto/client';
import { expect, test } from 'vitest';
import { groupSummary } from '../../test/group-details.ts';
import { render } from '../../test/render.tsx';
import { scriptedClient } from '../../test/scripted-client.ts';
import { SecurityLine } from './security-line.tsx';

test.each<[GroupStanding, RegExp]>([
  [{ kind: 'member' }, /^Only the \d+ people in this group can read/],
  [{ kind: 'repairing', cause: 'fork' }, /^Only the \d+ people in this group can read/],
  [{ kind: 'left' }, /could read what was written here\. You read nothing that comes after/],
  [{ kind: 'removed' }, /could read what was written here\. You read nothing that comes after/],
])('of a group that one stands to as %j it says who can read what', async (standing, text) => {
  const { client } = scriptedClient({});
  const conversation = groupSummary({ standing, memberCount: 3 });
  const root = await render(<SecurityLine conversation={conversation} onDetails={() => {}} />, client);
  expect(root.querySelector('.sotto-security-line')?.textContent).toMatch(text);
});
