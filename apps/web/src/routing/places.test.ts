import { expect, test } from 'vitest';
import { conversationAt, inviteAt, places } from './places.ts';

const id = '33333333-3333-4333-8333-333333333333' as Parameters<typeof places.conversation>[0];

test('a conversation is found where it was put', () => {
  expect(conversationAt(places.conversation(id))).toBe(id);
  expect(conversationAt('/c/../../etc')).toBeNull();
  expect(conversationAt('/people')).toBeNull();
});

test('invite and set-up links carry their secret, anything else none', () => {
  expect(inviteAt('/invite/Zx8Q_-a')).toBe('Zx8Q_-a');
  expect(inviteAt('/set-up/Zx8Q_-a')).toBe('Zx8Q_-a');
  expect(inviteAt('/invite/a/b')).toBeNull();
  expect(inviteAt('/')).toBeNull();
});
