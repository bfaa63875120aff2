import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  changedRecords,
  createCommit,
  encryptMessage,
  epochAuthenticator,
  type GroupState,
  loadGroup,
  openMessage,
} from '../../src/group/index.ts';
import { ready, toHex, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { filledGroup } from './filled-group.ts';

beforeAll(ready);

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'group');

/**
 * Groups stored by earlier versions of this code, with what must still be possible with them. A change of the
 * format adds a file and never edits one (`write-fixture.ts` writes it).
 */
type Fixture = {
  readonly cases: readonly {
    readonly suite: number;
    readonly records: readonly (readonly [string, string])[];
    readonly opens: readonly { readonly message: string; readonly outcome: string }[];
  }[];
};

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const { cases } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture;

  test.each(cases)('suite $suite: still loads and still reads', ({ records, opens }) => {
    let state = loadGroup(records.map(([key, value]) => [key, bytes(value)] as const));
    for (const { message, outcome } of opens) {
      const opened = openMessage(state, bytes(message));
      if (opened.kind === 'application') {
        expect(`application ${Buffer.from(opened.plaintext).toString()}`).toBe(outcome);
        state = opened.state;
      } else if (opened.kind === 'commit') {
        state = opened.staged.next as GroupState;
        expect(`commit ${toHex(epochAuthenticator(state))}`).toBe(outcome);
      } else expect(opened.kind).toBe(outcome);
    }
  });

  test.each(cases)('suite $suite: is written as it was read', ({ records }) => {
    const state = loadGroup(records.map(([key, value]) => [key, bytes(value)] as const));
    const written = changedRecords(undefined, state).map(({ key, value }) => [
      key,
      toHex(value as Uint8Array),
    ]);
    expect(new Map(written as [string, string][])).toEqual(new Map(records));
  });
});

describe('a group of 300 that is stored', () => {
  const random = deterministicRandom('stored records');
  const stored = new Map<string, Uint8Array>();
  let state: GroupState;
  let peer: GroupState;

  beforeAll(() => {
    const group = filledGroup({ suite: 0x0003, members: 300, shape: 'filled', random });
    state = group.state(0);
    peer = group.state(150);
    store(undefined, state);
  });

  function store(before: GroupState | undefined, after: GroupState): number {
    let written = 0;
    for (const { key, value } of changedRecords(before, after)) {
      written += value?.length ?? 0;
      if (value === null) stored.delete(key);
      else stored.set(key, value);
    }
    return written;
  }

  function adopt(next: GroupState): number {
    const written = store(state, next);
    state = next;
    const loaded = loadGroup(stored);
    expect(new Map(all(loaded))).toEqual(new Map(all(state)));
    expect(toHex(loaded.tree.treeHash())).toBe(toHex(state.tree.treeHash()));
    return written;
  }

  const all = (of: GroupState) =>
    changedRecords(undefined, of).map(({ key, value }) => [key, value] as const);

  test('after the first message of somebody, costs one path of the secret tree', () => {
    const { message, state: next } = encryptMessage(peer, utf8('hello'), { random });
    peer = next;
    const opened = openMessage(state, message);
    if (opened.kind !== 'application') throw new Error(opened.kind);
    expect(adopt(opened.state)).toBeLessThan(1024);
  });

  test('after every other message, costs one ratchet', () => {
    const { message, state: next } = encryptMessage(peer, utf8('again'), { random });
    peer = next;
    const opened = openMessage(state, message);
    if (opened.kind !== 'application') throw new Error(opened.kind);
    expect(adopt(opened.state)).toBeLessThan(128);
  });

  test('after a commit, costs its path and the epoch', () => {
    const { commit, next } = createCommit(peer, { proposals: [], random });
    peer = next;
    const opened = openMessage(state, commit);
    if (opened.kind !== 'commit' || opened.staged.next === undefined) throw new Error(opened.kind);
    expect(adopt(opened.staged.next)).toBeLessThan(4096);
  });

  test('after a removal that makes the tree smaller, is that tree', () => {
    const leaves = Array.from({ length: 299 - 255 }, (_, i) => 256 + i);
    const { next } = createCommit(state, {
      proposals: leaves.map((leaf) => ({ kind: 'remove', leaf })),
      random,
    });
    adopt(next);
    expect(state.tree.leafCount).toBe(256);
  });

  test('shows nothing of itself in logs', () => {
    expect(JSON.stringify({ state })).toBe(`{"state":"GroupState(epoch ${state.epoch})"}`);
  });

  test.each([
    ['a missing epoch', 'epoch'],
    ['a missing secret', 'secret/'],
  ])('%s is refused', (_, prefix) => {
    const [gone] = [...stored.keys()].filter((key) => key.startsWith(prefix));
    const damaged = [...stored].filter(([key]) => key !== gone);
    expect(() => loadGroup(damaged)).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
  });
});
