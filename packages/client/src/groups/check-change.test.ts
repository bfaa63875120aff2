import type { AccountId, DeviceId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import { describe, expect, test } from 'vitest';
import { checkChange } from './check-change.ts';
import type { Leaf } from './leaf.ts';
import type { ChangeStep, StagedChange } from './staged-change.ts';

const account = (name: string) =>
  `00000000-0000-8000-8000-0000000000${Buffer.from(name[0] ?? '').toString('hex')}` as AccountId;
const [olga, otto, adam, anna, mara, mike, nina] = ['o', 'O', 'a', 'A', 'm', 'M', 'n'].map(account) as [
  AccountId,
  AccountId,
  AccountId,
  AccountId,
  AccountId,
  AccountId,
  AccountId,
];

const leafOf = (accountId: AccountId, device = 'phone', leaf = 0): Leaf => ({
  leaf,
  accountId,
  deviceId: `${device}-${accountId.slice(-2)}` as DeviceId,
  signatureKey: new Uint8Array(32).fill(accountId.charCodeAt(35) + device.length),
});

const context = (change: Partial<GroupContextContent> = {}): GroupContextContent => ({
  name: 'Garden',
  description: '',
  picture: null,
  roles: new Map([
    [olga, 'owner'],
    [otto, 'owner'],
    [adam, 'admin'],
    [anna, 'admin'],
  ]),
  history: { kind: 'none' },
  rejoin: true,
  createdBy: olga,
  createdAt: 1,
  extensions: new Map(),
  ...change,
});

const everybody = [olga, otto, adam, anna, mara, mike];

/** A commit of `by`; what is not said is as a harmless commit has it. */
function commit(
  by: AccountId,
  steps: readonly ChangeStep[],
  change: Partial<StagedChange> & { before?: readonly AccountId[] } = {},
): StagedChange {
  const leavesBefore = (change.before ?? everybody).map((one) => leafOf(one));
  const added = steps.flatMap((step) => (step.kind === 'add' ? [step.leaf] : []));
  const removed = steps.flatMap((step) => (step.kind === 'remove' && step.leaf ? [step.leaf.deviceId] : []));
  const leavesAfter = [...leavesBefore.filter(({ deviceId }) => !removed.includes(deviceId)), ...added];
  return {
    committer: leafOf(by),
    committerAfter: leafOf(by),
    steps,
    hasPath: true,
    updated: [{ before: leafOf(by), after: leafOf(by) }],
    leavesBefore,
    leavesAfter,
    contextBefore: context(),
    contextAfter: context(),
    authenticatedData: new Uint8Array(),
    ...change,
  };
}

const add = (by: AccountId, leaf: Leaf | null): ChangeStep => ({ by, kind: 'add', leaf });
const remove = (by: AccountId, leaf: Leaf | null): ChangeStep => ({ by, kind: 'remove', leaf });
const update = (by: AccountId): ChangeStep => ({ by, kind: 'context' });

const listed = () => 'listed' as const;
const check = (change: StagedChange, listing: Parameters<typeof checkChange>[1] = listed, invited = true) =>
  checkChange(change, listing, () => invited);
const withRoles = (...entries: [AccountId, 'owner' | 'admin'][]) => context({ roles: new Map(entries) });

describe('GRP-1 a commit counts by the roles before it (REQ-G2)', () => {
  test.each([
    ['owner', olga, null],
    ['admin', adam, null],
    ['member', mara, 'not-permitted'],
    ['stranger', nina, 'not-permitted'],
  ])('adding somebody: %s', (_role, by, refusal) => {
    expect(check(commit(by, [add(by, leafOf(nina))]))).toBe(refusal);
  });

  test.each([
    ['an owner removes an owner', olga, otto, null],
    ['an owner removes an admin', olga, adam, null],
    ['an admin removes a member', adam, mara, null],
    ['an admin removes an admin', adam, anna, 'not-permitted'],
    ['an admin removes an owner', adam, olga, 'not-permitted'],
    ['a member removes a member', mara, mike, 'not-permitted'],
  ])('%s', (_name, by, whom, refusal) => {
    const contextAfter = context({ roles: new Map([...context().roles].filter(([one]) => one !== whom)) });
    expect(check(commit(by, [remove(by, leafOf(whom)), update(by)], { contextAfter }))).toBe(refusal);
  });

  test.each([
    ['name', { name: 'Yard' }],
    ['description', { description: 'Roses' }],
    ['picture', { picture: { mediaType: 'image/png' as const, bytes: new Uint8Array(3) } }],
  ])('admins and owners change the %s', (_what, change) => {
    const contextAfter = context(change);
    expect(check(commit(olga, [update(olga)], { contextAfter }))).toBe(null);
    expect(check(commit(adam, [update(adam)], { contextAfter }))).toBe(null);
    expect(check(commit(mara, [update(mara)], { contextAfter }))).toBe('not-permitted');
  });

  test.each([
    ['history', { history: { kind: 'all' as const } }],
    ['joining again', { rejoin: false }],
    ['what a later version put there', { extensions: new Map([['later', 1]]) }],
    ['roles', { roles: new Map([...context().roles, [mara, 'admin' as const]]) }],
  ])('only owners change policy: %s', (_what, change) => {
    const contextAfter = context(change);
    expect(check(commit(olga, [update(olga)], { contextAfter }))).toBe(null);
    expect(check(commit(adam, [update(adam)], { contextAfter }))).toBe('not-permitted');
    expect(check(commit(mara, [update(mara)], { contextAfter }))).toBe('not-permitted');
  });

  test('nobody changes who made the group, and when', () => {
    expect(check(commit(olga, [update(olga)], { contextAfter: context({ createdAt: 2 }) }))).toBe(
      'not-permitted',
    );
    expect(check(commit(olga, [update(olga)], { contextAfter: context({ createdBy: otto }) }))).toBe(
      'not-permitted',
    );
  });

  test('a proposal counts by who proposed it, not by who commits it', () => {
    expect(check(commit(olga, [add(mara, leafOf(nina))]))).toBe('not-permitted');
    expect(check(commit(olga, [remove(mara, leafOf(mike))]))).toBe('not-permitted');
    expect(check(commit(mike, [remove(mara, leafOf(mara))]))).toBe(null);
    expect(check(commit(olga, [{ by: null, kind: 'add', leaf: leafOf(nina) }]))).toBe('not-permitted');
  });

  test('what no group here does is refused of everybody', () => {
    expect(check(commit(olga, [{ by: olga, kind: 'other' }]))).toBe('not-permitted');
    expect(check(commit(olga, [{ by: olga, kind: 'external-init' }]))).toBe('not-permitted');
  });

  test('a context that cannot be read is refused of everybody', () => {
    expect(check(commit(olga, [update(olga)], { contextAfter: null }))).toBe('malformed-context');
  });

  test('whoever lets somebody in has fresh keys (REQ-G8)', () => {
    expect(check(commit(olga, [add(olga, leafOf(nina))], { hasPath: false }))).toBe('no-path');
    expect(check(commit(olga, [], { hasPath: false }))).toBe(null);
  });
});

describe('GRP-2 everybody looks after their own devices (REQ-I7)', () => {
  test('a member adds and removes their own, and leaves', () => {
    expect(check(commit(mara, [add(mara, leafOf(mara, 'laptop'))]))).toBe(null);
    expect(check(commit(mara, [remove(mara, leafOf(mara, 'laptop'))]))).toBe(null);
  });

  test('a device that its account does not list is anybody’s to remove', () => {
    const revoked = leafOf(olga, 'stolen');
    const listing = (leaf: { deviceId: string }) =>
      leaf.deviceId === revoked.deviceId ? ('not-listed' as const) : ('listed' as const);
    expect(check(commit(mara, [remove(mara, revoked)]), listing)).toBe(null);
    expect(check(commit(mara, [remove(mara, leafOf(olga))]), listing)).toBe('not-permitted');
  });
});

describe('GRP-3 joining by one’s own commit (REQ-G3)', () => {
  const joins = (
    joiner: Leaf | null,
    steps: readonly ChangeStep[] = [],
    change: Partial<StagedChange> = {},
  ) =>
    commit(olga, [], {
      committer: null,
      committerAfter: joiner,
      updated: [],
      steps: [{ by: null, kind: 'external-init' }, ...steps],
      leavesAfter: [...everybody.map((one) => leafOf(one)), joiner],
      ...change,
    });
  const laptop = leafOf(mara, 'laptop');

  test('a listed device of a member who knows the group’s key', () => {
    expect(check(joins(laptop))).toBe(null);
  });

  test('off unless the policy names it', () => {
    const off = context({ rejoin: false });
    expect(check(joins(laptop, [], { contextBefore: off, contextAfter: off }))).toBe('external-commit');
  });

  test('of nobody else', () => {
    expect(check(joins(leafOf(nina)))).toBe('external-commit');
    expect(check(joins(null))).toBe('unnamed-leaf');
  });

  test('with no device that no list names', () => {
    expect(check(joins(laptop), () => 'not-listed')).toBe('device-not-listed');
  });

  test('not without the group’s key', () => {
    expect(check(joins(laptop), listed, false)).toBe('external-commit');
  });

  test('in the place of its own old leaf, and of no other', () => {
    const back = leafOf(mara, 'phone', 9);
    const leavesAfter = [...everybody.filter((one) => one !== mara).map((one) => leafOf(one)), back];
    const old: ChangeStep = { by: null, kind: 'remove', leaf: leafOf(mara) };
    expect(check(joins(back, [old], { leavesAfter }))).toBe(null);
    expect(check(joins(laptop, [{ by: null, kind: 'remove', leaf: leafOf(mara) }]))).toBe('external-commit');
    expect(check(joins(back, [{ by: null, kind: 'remove', leaf: leafOf(mike) }]))).toBe('external-commit');
    expect(check(joins(back))).toBe('device-twice');
  });

  test('with nothing beside', () => {
    expect(check(joins(laptop, [{ by: null, kind: 'add', leaf: leafOf(nina) }]))).toBe('external-commit');
    expect(check(joins(laptop, [{ by: null, kind: 'context' }]))).toBe('external-commit');
  });
});

describe('GRP-4 a leaf is who it says (REQ-G7)', () => {
  const ghost = leafOf(nina, 'ghost');

  test('a device that no verified list names is let in by nobody', () => {
    expect(check(commit(olga, [add(olga, ghost)]), () => 'not-listed')).toBe('device-not-listed');
    expect(check(commit(mara, [add(mara, leafOf(mara, 'ghost'))]), () => 'not-listed')).toBe(
      'device-not-listed',
    );
  });

  test('a leaf without a name is let in by nobody', () => {
    expect(check(commit(olga, [add(olga, null)]))).toBe('unnamed-leaf');
  });

  test('a device stands once', () => {
    expect(check(commit(olga, [add(olga, leafOf(mara))]))).toBe('device-twice');
  });

  test('fresh keys do not make somebody else of a member', () => {
    const updated = [{ before: leafOf(mara), after: leafOf(olga) }];
    expect(check(commit(mara, [], { updated }))).toBe('identity-replaced');
    expect(check(commit(mara, [], { updated: [{ before: leafOf(mara), after: null }] }))).toBe(
      'identity-replaced',
    );
    const otherDevice = [{ before: leafOf(mara), after: leafOf(mara, 'laptop') }];
    expect(check(commit(mara, [], { updated: otherDevice }))).toBe('identity-replaced');
  });

  test('nor another signature key, unless a list names it', () => {
    const after = { ...leafOf(mara), signatureKey: new Uint8Array(32).fill(1) };
    const updated = [{ before: leafOf(mara), after }];
    expect(check(commit(mara, [], { updated }), () => 'not-listed')).toBe('device-not-listed');
    expect(check(commit(mara, [], { updated }))).toBe(null);
  });
});

describe('GRP-5 a group always has somebody who looks after it', () => {
  test('roles are of people in the group', () => {
    const contextAfter = context({ roles: new Map([...context().roles, [nina, 'admin']]) });
    expect(check(commit(olga, [update(olga)], { contextAfter }))).toBe('role-without-member');
    expect(check(commit(olga, [remove(olga, leafOf(adam))]))).toBe('role-without-member');
  });

  test('a role goes with its person, whoever commits that', () => {
    const contextAfter = withRoles([olga, 'owner'], [otto, 'owner'], [anna, 'admin']);
    expect(check(commit(mike, [remove(adam, leafOf(adam)), update(mike)], { contextAfter }))).toBe(null);
    expect(check(commit(mike, [update(mike)], { contextAfter }))).toBe('not-permitted');
  });

  test('nobody takes the role from the last owner who stays', () => {
    const only = withRoles([olga, 'owner'], [adam, 'admin']);
    const none = withRoles([adam, 'admin']);
    const change = { contextBefore: only, contextAfter: none };
    expect(check(commit(olga, [update(olga)], change))).toBe('no-owner');
    expect(check(commit(mike, [remove(olga, leafOf(olga)), update(mike)], change))).toBe(null);
  });

  test('without an owner admins stand in, and without those everybody', () => {
    const admins = withRoles([adam, 'admin']);
    const nobody = withRoles();
    const before = [adam, mara, mike];
    const change = { contextBefore: admins, contextAfter: withRoles([adam, 'owner']), before };
    expect(check(commit(adam, [update(adam)], change))).toBe(null);
    expect(check(commit(mara, [update(mara)], change))).toBe('not-permitted');
    const orphaned = { contextBefore: nobody, contextAfter: withRoles([mara, 'owner']), before };
    expect(check(commit(mara, [update(mara)], orphaned))).toBe(null);
  });
});
