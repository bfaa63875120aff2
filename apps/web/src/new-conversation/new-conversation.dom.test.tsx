import type { AccountId, Person } from '@sotto/client';
import { ClientError } from '@sotto/client';
import { beforeEach, expect, test, vi } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import { press, render, settle, type } from '../../../../packages/react/test/render.tsx';
import {
  benPerson,
  conversationId,
  type Script,
  scriptedClient,
} from '../../../../packages/react/test/scripted-client.ts';
import { button, buttons, clickButton, field, nameOf } from '../../test/controls.ts';
import { NewConversation } from './new-conversation.tsx';

const somebody = (displayName: string): Person => ({
  ...benPerson,
  accountId: `id-${displayName}` as AccountId,
  username: displayName.toLowerCase(),
  displayName,
});
const clara = somebody('Clara');
const daniel = somebody('Daniel');
const emi = somebody('Emi');

const focused = () => (document.activeElement === null ? null : nameOf(document.activeElement));

beforeEach(() => {
  location.hash = '#/';
});

async function dialog(change: Partial<Script> = {}) {
  const onClose = vi.fn();
  const { client, script } = scriptedClient({
    people: cell<readonly Person[]>([benPerson, clara, daniel, emi]),
    ...change,
  });
  await render(<NewConversation onClose={onClose} />, client);
  const input = () => document.querySelector<HTMLInputElement>('[role="combobox"]') as HTMLInputElement;
  const choose = async (...names: readonly string[]) => {
    for (const name of names) {
      await type(input(), name);
      await press(input(), 'Enter');
    }
  };
  const chips = () => buttons(/^Remove /).map((one) => nameOf(one).slice('Remove '.length));
  const calls = (action: string) => script.calls.filter((call) => call.action === action);
  return { client, script, onClose, input, choose, chips, calls };
}

test('one chip is a conversation with that person: type, Enter, Enter', async () => {
  const { choose, input, onClose } = await dialog();
  await choose('ben');
  expect(nameOf(button(/^Write to/))).toBe('Write to Ben Okafor');
  await press(input(), 'Enter');
  expect(location.hash).toBe(`#/c/${conversationId}`);
  expect(onClose).toHaveBeenCalledOnce();
});

test('several chips are a group, made with one press once it has a name', async () => {
  const { choose, input, calls, onClose } = await dialog();
  await choose('clara', 'emi');
  await press(input(), 'Enter');
  expect(button('Create group').disabled).toBe(true);
  await type(field('Group name'), '  Choir trip ');
  await type(field('Description (optional)'), 'Who brings what');
  await settle(() => field('Group name').form?.requestSubmit());
  expect(calls('createGroup')[0]?.args[0]).toEqual({
    name: 'Choir trip',
    description: 'Who brings what',
    picture: null,
    members: [clara.accountId, emi.accountId],
  });
  expect(location.hash).toMatch(/^#\/c\/66666666-/);
  expect(onClose).toHaveBeenCalledOnce();
});

test('chips go without a mouse: Backspace, arrows and Delete', async () => {
  const { choose, chips, input } = await dialog();
  await choose('clara', 'daniel', 'emi');
  expect(chips()).toEqual(['Clara', 'Daniel', 'Emi']);
  await press(input(), 'Backspace');
  expect(chips()).toEqual(['Clara', 'Daniel']);
  await press(input(), 'ArrowLeft');
  expect(focused()).toBe('Remove Daniel');
  await press(document.activeElement as Element, 'ArrowLeft');
  expect(focused()).toBe('Remove Clara');
  await press(document.activeElement as Element, 'Delete');
  expect(chips()).toEqual(['Daniel']);
  await press(document.activeElement as Element, 'ArrowRight');
  expect(document.activeElement).toBe(input());
});

test('somebody chosen twice is taken back, and each change is said', async () => {
  const { choose } = await dialog();
  await choose('clara', 'emi');
  const said = () => [...document.querySelectorAll('[role="status"]')].map((one) => one.textContent).join('');
  expect(said()).toBe('Emi added. 2 people chosen.');
  await choose('clara');
  expect(said()).toBe('Clara removed. 1 person chosen.');
  expect(
    [...document.querySelectorAll('[role="option"][aria-selected="true"]')].map((one) => one.textContent),
  ).toEqual([expect.stringContaining('Emi')]);
});

test('everybody at once, and what was typed survives going back', async () => {
  const { choose, input } = await dialog();
  await clickButton('Add all 4');
  await clickButton('Group with 4 people');
  await type(field('Group name'), 'All of us');
  await clickButton('Back');
  await choose('emi');
  await press(input(), 'Enter');
  expect(field('Group name').value).toBe('All of us');
});

test('a group that would be too large says so and keeps everything', async () => {
  const { client, choose, input, onClose } = await dialog();
  client.createGroup = async () => {
    throw new ClientError('group-full');
  };
  await choose('clara', 'emi');
  await press(input(), 'Enter');
  await type(field('Group name'), 'Too many');
  await settle(() => field('Group name').form?.requestSubmit());
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('more people than a group');
  expect(field('Group name').value).toBe('Too many');
  expect(onClose).not.toHaveBeenCalled();
});

test('a name is counted as people count, and too long is said', async () => {
  const { choose, input } = await dialog();
  await choose('clara', 'emi');
  await press(input(), 'Enter');
  await type(field('Group name'), '👩‍👩‍👧'.repeat(3) + 'x'.repeat(80));
  expect(field('Group name').getAttribute('aria-invalid')).toBe('true');
  expect(button('Create group').disabled).toBe(true);
});
