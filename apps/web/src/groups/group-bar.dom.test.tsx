import type { GroupStanding, GroupSummary } from '@sotto/client';
import { useMessages } from '@sotto/react';
import { expect, test, vi } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import {
  annaPerson,
  detailsOf,
  groupId,
  groupSummary,
  member,
} from '../../../../packages/react/test/group-details.ts';
import { benNamed } from '../../../../packages/react/test/items.ts';
import { render, settle } from '../../../../packages/react/test/render.tsx';
import { scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { clickButton } from '../../test/controls.ts';
import { ConversationFoot } from '../conversation/conversation-foot.tsx';

function Foot({ conversation }: { conversation: GroupSummary }) {
  const messages = useMessages(conversation.conversationId);
  return (
    <ConversationFoot conversation={conversation} composer={null} onDetails={() => {}} messages={messages} />
  );
}

async function foot(standing: GroupStanding) {
  const group = cell(detailsOf([member(annaPerson, { role: 'owner' })], { standing }));
  const { client, script } = scriptedClient({ groups: new Map([[groupId, group]]) });
  const root = await render(<Foot conversation={groupSummary({ standing })} />, client);
  // The bar is fetched when somebody needs it.
  await settle(() => vi.dynamicImportSettled());
  return { root, script, writes: root.querySelector('textarea') !== null };
}

test.each<[GroupStanding, boolean, RegExp]>([
  [{ kind: 'member' }, true, /^$/],
  [{ kind: 'creating' }, true, /^$/],
  [{ kind: 'repairing', cause: 'fork' }, true, /shown another history/],
  [{ kind: 'repairing', cause: 'behind' }, true, /away longer than the server keeps/],
  [{ kind: 'repairing', cause: 'refused' }, true, /does not fit this group/],
  [{ kind: 'invited', by: benNamed }, false, /Ben Okafor added you to this group/],
  [{ kind: 'left' }, false, /You left this group/],
  [{ kind: 'removed' }, false, /You were removed from this group/],
])('standing %j: can write %s, and says %s', async (standing, writes, text) => {
  const { root, writes: can } = await foot(standing);
  expect(can).toBe(writes);
  expect(root.querySelector('[role="status"]')?.textContent ?? '').toMatch(text);
});

test('an invitation is answered where it is read', async () => {
  const { script } = await foot({ kind: 'invited', by: benNamed });
  await clickButton('Accept');
  expect(script.calls.at(-1)).toEqual({ action: 'answerInvitation', args: [groupId, 'accept'] });
});
