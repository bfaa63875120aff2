import { encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidFromDigest, uuidToBytes } from '../encoding/uuid.ts';
import type { AccountId } from '../ids.ts';
import {
  decodeGroupContext,
  encodeGroupContext,
  type GroupContextContent,
  type GroupHistory,
  groupContextLimits,
  groupPictureTypes,
} from './group-context.ts';

const account = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((digest) => uuidFromDigest(digest) as AccountId);
const history: fc.Arbitrary<GroupHistory> = fc.oneof(
  fc.constantFrom<GroupHistory>({ kind: 'none' }, { kind: 'all' }),
  fc.nat().map((at): GroupHistory => ({ kind: 'since', at })),
);
const context: fc.Arbitrary<GroupContextContent> = fc.record({
  name: fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }).filter((name) => !name.includes('\0')),
  description: fc.string({ maxLength: 400, unit: 'grapheme' }).filter((text) => [...text].length <= 500),
  picture: fc.option(
    fc.record({
      mediaType: fc.constantFrom(...groupPictureTypes),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    }),
    { nil: null },
  ),
  roles: fc
    .array(fc.tuple(account, fc.constantFrom('owner' as const, 'admin' as const)), { maxLength: 8 })
    .map((entries) => new Map(entries)),
  history,
  rejoin: fc.boolean(),
  createdBy: account,
  createdAt: fc.nat(),
  extensions: fc.constantFrom(new Map<string, unknown>(), new Map<string, unknown>([['later', [1, 'x']]])),
});

const plain: GroupContextContent = {
  name: 'Garden',
  description: '',
  picture: null,
  roles: new Map(),
  history: { kind: 'none' },
  rejoin: true,
  createdBy: '00000000-0000-8000-8000-000000000001' as AccountId,
  createdAt: 1,
  extensions: new Map(),
};

test('a context comes back as it was, and equal ones have equal bytes', () => {
  fc.assert(
    fc.property(context, (value) => {
      const bytes = encodeGroupContext(value);
      const decoded = decodeGroupContext(bytes);
      expect(decoded).toEqual({ kind: 'context', context: value });
      const reversed = { ...value, roles: new Map([...value.roles].reverse()) };
      expect(encodeGroupContext(reversed)).toEqual(bytes);
    }),
  );
});

test('any byte string yields a context or a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeGroupContext(bytes).kind).not.toBe('context');
    }),
  );
});

test.each([
  ['no name', { name: '' }],
  ['a long name', { name: 'x'.repeat(81) }],
  ['a name that ends early', { name: 'a\0b' }],
  ['a long description', { description: 'x'.repeat(501) }],
  ['an empty picture', { picture: { mediaType: 'image/png' as const, bytes: new Uint8Array() } }],
  [
    'a large picture',
    {
      picture: {
        mediaType: 'image/png' as const,
        bytes: new Uint8Array(groupContextLimits.pictureBytes + 1),
      },
    },
  ],
  [
    'a picture that could be a program',
    { picture: { mediaType: 'image/svg+xml' as never, bytes: new Uint8Array(1) } },
  ],
  ['a time before all times', { createdAt: -1 }],
])('%s is malformed', (_name, change) => {
  expect(decodeGroupContext(encodeGroupContext({ ...plain, ...change }))).toEqual({ kind: 'malformed' });
});

test('one context has one encoding', () => {
  const id = (last: number) => uuidToBytes(`00000000-0000-8000-8000-00000000000${last}`);
  const withRoles = (roles: unknown[]) =>
    encode([1, 'Garden', '', null, roles, [0], true, [id(1), 1], new Map()]);
  expect(decodeGroupContext(withRoles([[id(1), 1]])).kind).toBe('context');
  for (const roles of [
    [
      [id(2), 1],
      [id(1), 2],
    ],
    [
      [id(1), 1],
      [id(1), 2],
    ],
    [[id(1), 3]],
    [[id(1).subarray(1), 1]],
  ]) {
    expect(decodeGroupContext(withRoles(roles)).kind).toBe('malformed');
  }
  const trailing = new Uint8Array([...encodeGroupContext(plain), 0]);
  expect(decodeGroupContext(trailing).kind).toBe('malformed');
});

test('what a later version wrote is not guessed at', () => {
  expect(decodeGroupContext(encode([2, { anything: true }])).kind).toBe('newer-version');
});
