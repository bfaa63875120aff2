import type { AccountId, GroupChange, NamedPerson } from '@sotto/client';
import { expect, test } from 'vitest';
import { describeChange } from './describe-change.ts';

const person = (name: string): NamedPerson => ({ accountId: name as AccountId, name, self: false });
const nameOf = (accountId: string) => `@${accountId}`;

test.each<[GroupChange, string, object]>([
  [{ kind: 'created', name: 'Recital' }, 'created Recital', { kind: 'created', name: 'Recital' }],
  [
    { kind: 'added', people: [person('ben'), person('cleo')] },
    'added @ben, @cleo',
    { kind: 'added', people: ['@ben', '@cleo'] },
  ],
  [{ kind: 'removed', people: [person('ben')] }, 'removed @ben', { kind: 'removed', people: ['@ben'] }],
  [{ kind: 'joined', history: { kind: 'none' } }, 'joined', { kind: 'joined', history: 'none' }],
  [
    { kind: 'role-changed', person: person('ben'), role: 'admin' },
    'made @ben admin',
    { kind: 'role-changed', person: '@ben', role: 'admin' },
  ],
  [
    { kind: 'policy-changed', history: { kind: 'since', at: 0 }, rejoin: false },
    'policy-changed',
    { kind: 'policy-changed', history: '1970-01-01T00:00:00.000Z', rejoin: false },
  ],
  [{ kind: 'devices', added: 2, removed: 1 }, 'devices +2 -1', { kind: 'devices', added: 2, removed: 1 }],
  [{ kind: 'fork-detected', here: true }, 'fork-detected', { kind: 'fork-detected', here: true }],
])('%j in words and as data', (change, words, data) => {
  expect(describeChange(change, nameOf)).toEqual({ words, data });
});
