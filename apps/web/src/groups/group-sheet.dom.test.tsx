import type { GroupDetails, GroupMember, Person } from '@sotto/client';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import {
  annaPerson,
  detailsOf,
  groupId,
  groupSummary,
  member,
} from '../../../../packages/react/test/group-details.ts';
import { benNamed } from '../../../../packages/react/test/items.ts';
import { click, press, render, settle, type } from '../../../../packages/react/test/render.tsx';
import { benPerson, scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { button, buttons, clickButton } from '../../test/controls.ts';
import { GroupSheet } from './group-sheet.tsx';

const clara: Person = { ...benPerson, accountId: 'clara' as never, username: 'clara', displayName: 'Clara' };
const emi: Person = { ...benPerson, accountId: 'emi' as never, username: 'emi', displayName: 'Emi' };

beforeEach(() => {
  location.hash = '#/';
});

async function sheet(
  members: readonly GroupMember[],
  change: Partial<GroupDetails> = {},
  props: { member?: Person; page?: 'add' | 'leave' } = {},
) {
  const onClose = vi.fn();
  const group = cell<GroupDetails | null>(detailsOf(members, change));
  const { client, script } = scriptedClient({
    people: cell<readonly Person[]>([annaPerson, benPerson, clara, emi]),
    conversations: cell([groupSummary()]),
    groups: new Map([[groupId, group]]),
  });
  const { member: shown, page } = props;
  await render(
    <GroupSheet conversationId={groupId} member={shown?.accountId} page={page} onClose={onClose} />,
    client,
  );
  const calls = (action: string) => script.calls.filter((call) => call.action === action);
  const text = () => document.querySelector('[role="dialog"]')?.textContent ?? '';
  return { onClose, group, calls, text, client };
}

const asOwner = [member(annaPerson, { role: 'owner' }), member(benPerson, { role: 'admin' }), member(clara)];
const asAdmin = [
  member(annaPerson, { role: 'admin' }),
  member(benPerson, { role: 'owner' }),
  member(clara),
  member(emi, { role: 'admin' }),
];
const asMember = [member(annaPerson), member(benPerson, { role: 'owner' }), member(clara)];

describe('who can see this', () => {
  test('is said in plain words: people, devices, history, and what protects it', async () => {
    const { text } = await sheet(asOwner);
    expect(text()).toContain('Only the 3 people in this group');
    expect(text()).toContain('3 devices');
    expect(text()).toContain('New members see nothing from before they joined');
    expect(text()).toContain('from quantum computers');
    expect(text()).toContain('You see who has received and read what you write');
  });

  test('the suite has a name only for those who ask', async () => {
    await sheet(asOwner);
    const more = document.querySelector('details');
    expect(more?.open).toBe(false);
    expect(more?.textContent).toContain('X-Wing (X25519 with ML-KEM-768)');
  });

  test('a large group says that it has neither receipts nor the newer keys', async () => {
    const { whoCanSee } = detailsOf(asOwner);
    const { text } = await sheet(asOwner, {
      receipts: false,
      whoCanSee: { ...whoCanSee, people: 1_500, protection: 'classical' },
    });
    expect(text()).toContain('Only the 1,500 people in this group');
    expect(text()).toContain('nobody sees who has read what');
    expect(text()).not.toContain('from quantum computers');
  });
});

describe('what a role may not do is not there, and somebody says who may', () => {
  test('an owner does everything', async () => {
    await sheet(asOwner);
    for (const name of ['Add people', 'Edit', 'Rules', 'Leave']) expect(buttons(name)).toHaveLength(1);
  });

  test('an admin changes no rules and no roles, and removes no admin', async () => {
    const { text } = await sheet(asAdmin, {}, { member: emi });
    expect(buttons('Remove from group')).toHaveLength(0);
    expect(document.querySelectorAll('[name="group-role"]')).toHaveLength(0);
    expect(text()).toContain('Only owners change roles.');
    expect(text()).toContain('Only owners remove admins');
    await clickButton('Back');
    expect(buttons('Rules')).toHaveLength(0);
    expect(buttons('Add people')).toHaveLength(1);
  });

  test('a member writes, reads and leaves', async () => {
    const { text } = await sheet(asMember);
    for (const name of ['Add people', 'Edit', 'Rules']) expect(buttons(name)).toHaveLength(0);
    expect(buttons('Leave')).toHaveLength(1);
    expect(text()).toContain('Admins and owners add and remove people');
  });

  test('who left can only look', async () => {
    await sheet(asMember, { standing: { kind: 'left' }, ownRole: null });
    for (const name of ['Add people', 'Edit', 'Rules', 'Leave']) expect(buttons(name)).toHaveLength(0);
  });
});

describe('changing who is in it', () => {
  test('removing is asked once more, with what it means', async () => {
    const { calls, text } = await sheet(asOwner, {}, { member: clara });
    await clickButton('Remove from group');
    expect(calls('removeMember')).toEqual([]);
    expect(text()).toContain('cannot read what is written from then on');
    expect(document.activeElement?.textContent).toBe('Cancel');
    await clickButton('Remove');
    expect(calls('removeMember')[0]?.args).toEqual([groupId, clara.accountId]);
    expect(text()).toContain('2 people');
  });

  test('a role is chosen, explained and then changed', async () => {
    const { calls, text } = await sheet(asOwner, {}, { member: clara });
    const owner = document.querySelector<HTMLInputElement>('[name="group-role"][value="owner"]');
    await click(owner);
    expect(calls('setRole')).toEqual([]);
    expect(text()).toContain('including taking your own role from you');
    await clickButton('Change role to Owner');
    expect(calls('setRole')[0]?.args).toEqual([groupId, clara.accountId, 'owner']);
  });

  test('people are added as chips, and those who are in it are not offered', async () => {
    const { calls, text } = await sheet(asOwner, {}, { page: 'add' });
    const options = [...document.querySelectorAll('[role="option"]')];
    expect(options.map((one) => one.textContent)).toEqual([expect.stringContaining('Emi')]);
    const input = document.querySelector('[role="combobox"]') as HTMLInputElement;
    await press(input, 'Enter');
    await press(input, 'Enter');
    expect(calls('addMembers')[0]?.args).toEqual([groupId, [emi.accountId]]);
    expect(text()).toContain('4 people');
  });

  test('what does not come true says why and can be put away', async () => {
    const refused = { taskId: 't', kind: 'add', people: [benNamed], refused: 'unreachable' } as const;
    const { calls, text } = await sheet(asOwner, { tasks: [refused] });
    expect(text()).toContain('Not added: Ben Okafor.');
    expect(text()).toContain('tried again when they come back');
    await clickButton('Stop trying');
    expect(calls('discardTask')[0]?.args).toEqual([groupId, 't']);
    expect(text()).not.toContain('Not added');
  });
});

describe('leaving', () => {
  test('is asked once more and closes', async () => {
    const { calls, onClose } = await sheet(asMember, {}, { page: 'leave' });
    expect(document.activeElement?.textContent).toBe('Cancel');
    await clickButton('Leave');
    expect(calls('leaveGroup')[0]?.args).toEqual([groupId, undefined]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('the only owner names another one first', async () => {
    const { calls, text } = await sheet(asOwner, {}, { page: 'leave' });
    expect(text()).toContain('You are the only owner');
    expect(button('Choose somebody').disabled).toBe(true);
    const input = document.querySelector('[role="combobox"]') as HTMLInputElement;
    await type(input, 'cla');
    await press(input, 'Enter');
    await clickButton('Make Clara owner and leave');
    expect(calls('leaveGroup')[0]?.args).toEqual([groupId, { successor: clara.accountId }]);
  });
});

describe('changing what it is', () => {
  test('only what was touched is sent: two admins may edit at once', async () => {
    const { calls } = await sheet(asOwner, { description: 'Old' });
    await clickButton('Edit');
    const name = document.querySelector('form input[required]') as HTMLInputElement;
    await type(name, 'Winter recital');
    await settle(() => name.form?.requestSubmit());
    expect(calls('updateGroup')[0]?.args).toEqual([groupId, { name: 'Winter recital' }]);
  });

  test('rules are saved when they changed', async () => {
    const { calls } = await sheet(asOwner);
    await clickButton('Rules');
    expect(button('Save').disabled).toBe(true);
    await click(document.querySelector('[name="group-history"][value="all"]'));
    await settle(() => document.querySelector('form')?.requestSubmit());
    expect(calls('updateGroup')[0]?.args).toEqual([groupId, { history: { kind: 'all' }, rejoin: true }]);
  });
});

test('somebody who is removed elsewhere while one looks leads back to the group', async () => {
  const { group, text } = await sheet(asOwner, {}, { member: clara });
  await settle(() => group.set(detailsOf(asOwner.slice(0, 2))));
  expect(text()).toContain('Group info');
});
