import { beforeAll, describe, expect, test } from 'vitest';
import {
  createCommit,
  createProposal,
  epochAuthenticator,
  type GroupState,
  openMessage,
} from '../../src/group/index.ts';
import { ready, toHex, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { filledGroup } from './filled-group.ts';

beforeAll(ready);

const random = deterministicRandom('choosing proposals');

/** A group of five in which everybody has heard every proposal made so far. */
function groupOfFive() {
  const group = filledGroup({ suite: 0x0001, members: 5, shape: 'filled', random });
  const states = [0, 1, 2, 3, 4].map((leaf) => group.state(leaf));
  return {
    states,
    at: (leaf: number) => states[leaf] as GroupState,
    propose(leaf: number, input: Parameters<typeof createProposal>[1]): string {
      const made = createProposal(states[leaf] as GroupState, input, { random });
      states.forEach((state, other) => {
        if (other === leaf) states[other] = made.state;
        else {
          const opened = openMessage(state, made.message);
          if (opened.kind !== 'proposal') throw new Error(opened.kind);
          states[other] = opened.state;
        }
      });
      return toHex(made.reference);
    },
    commit(leaf: number, proposals: Parameters<typeof createCommit>[1]['proposals'] = []) {
      const made = createCommit(states[leaf] as GroupState, { proposals, random });
      const agreed = states.flatMap((state, other) => {
        if (other === leaf) return [made.next];
        const opened = openMessage(state, made.commit);
        if (opened.kind !== 'commit') throw new Error(opened.kind);
        return opened.staged.next ?? [];
      });
      expect(new Set(agreed.map((state) => toHex(epochAuthenticator(state)))).size).toBe(1);
      return { next: made.next, leftOut: made.leftOut.map(toHex), members: agreed.length };
    },
  };
}

describe('what waits never keeps others from committing (RFC 9420 section 12.2)', () => {
  test('two members remove the same third: once', () => {
    const group = groupOfFive();
    group.propose(0, { kind: 'remove', leaf: 4 });
    const second = group.propose(1, { kind: 'remove', leaf: 4 });
    expect(group.commit(2)).toMatchObject({ leftOut: [second], members: 4 });
  });

  test('a removal goes before an update of the same member', () => {
    const group = groupOfFive();
    const update = group.propose(4, { kind: 'update' });
    group.propose(1, { kind: 'remove', leaf: 4 });
    expect(group.commit(2)).toMatchObject({ leftOut: [update], members: 4 });
  });

  test('the newest of two updates counts', () => {
    const group = groupOfFive();
    const older = group.propose(4, { kind: 'update' });
    group.propose(4, { kind: 'update' });
    expect(group.commit(2)).toMatchObject({ leftOut: [older], members: 5 });
  });

  test("the committer's own update is left out: its path renews it", () => {
    const group = groupOfFive();
    const own = group.propose(2, { kind: 'update' });
    expect(group.commit(2)).toMatchObject({ leftOut: [own], members: 5 });
  });

  test('who is proposed for removal can still commit, and stays', () => {
    const group = groupOfFive();
    const removal = group.propose(1, { kind: 'remove', leaf: 2 });
    expect(group.commit(2)).toMatchObject({ leftOut: [removal], members: 5 });
  });

  test('a pre-shared key that nobody holds is left out, the rest is carried out', () => {
    const group = groupOfFive();
    const unknown = group.propose(0, { kind: 'psk', psk: { kind: 'external', id: utf8('nobody has it') } });
    group.propose(1, { kind: 'remove', leaf: 4 });
    expect(group.commit(2)).toMatchObject({ leftOut: [unknown], members: 4 });
  });

  test('a context that members do not support is left out', () => {
    const group = groupOfFive();
    const foreign = group.propose(0, {
      kind: 'group-context',
      extensions: [{ type: 0x7777, data: new Uint8Array() }],
    });
    expect(group.commit(2)).toMatchObject({ leftOut: [foreign], members: 5 });
  });

  test('one sender cannot fill the list of what waits', () => {
    const group = groupOfFive();
    for (let i = 0; i < 15; i++)
      group.propose(0, { kind: 'psk', psk: { kind: 'external', id: Uint8Array.of(i) } });
    group.propose(0, { kind: 'remove', leaf: 3 });
    expect(() => group.propose(0, { kind: 'remove', leaf: 4 })).toThrow(
      expect.objectContaining({ code: 'out-of-range' }),
    );
    expect(group.commit(1).members).toBe(4);
  });

  test('what the committer itself wants is not left out but refused', () => {
    const group = groupOfFive();
    expect(() => createCommit(group.at(2), { proposals: [{ kind: 'remove', leaf: 9 }], random })).toThrow(
      expect.objectContaining({ code: 'invalid-proposal' }),
    );
  });
});
