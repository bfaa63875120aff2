import { beforeAll, describe, expect, test } from 'vitest';
import { extensionTypes, type GroupState, openMessage, type Proposal } from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import { signLeafNode } from '../../src/group/structures/leaf-node.ts';
import { ready } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, newcomer, type TestGroup } from './group-of.ts';
import { type HostileCommit, hostileCommit } from './hostile-commit.ts';

/** RFC 9420 section 12.2: which proposals a member may put into one commit. */

let group: TestGroup;
let committer: GroupState;
let receiver: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused proposals');
  [committer, receiver] = group.states as [GroupState, GroupState];
});

const commit = (hostile: Omit<HostileCommit, 'random'>) =>
  hostileCommit(committer, { ...hostile, random: group.random });
const refusal = (hostile: Omit<HostileCommit, 'random'>) => () =>
  openMessage(receiver, commit(hostile).commit);

const added = (name: string): Proposal => ({
  kind: 'add',
  keyPackage: requireKeyPackage(newcomer(name, group.random).keyPackage),
});
const psk = (nonce = group.random(32)): Proposal => ({
  kind: 'psk',
  psk: { kind: 'external', id: Uint8Array.of(1), nonce },
});
const context = (): Proposal => ({
  kind: 'group-context',
  extensions: [{ type: extensionTypes.sottoGroup, data: group.random(4) }],
});
const reinit = (): Proposal => ({
  kind: 'reinit',
  groupId: group.random(16),
  version: 1,
  cipherSuite: 1,
  extensions: [],
});

/** A fresh leaf of a member, as an update carries it. */
function updateOf(state: GroupState): Proposal {
  const { signatureKey, credential, capabilities } = state.tree.leaf(state.ownLeaf) as NonNullable<
    ReturnType<GroupState['tree']['leaf']>
  >;
  const { publicKey } = state.suite.kem.deriveKeyPair(group.random(32));
  const content = {
    encryptionKey: publicKey,
    signatureKey,
    credential,
    capabilities,
    extensions: [],
    source: { kind: 'update' } as const,
  };
  const place = { groupId: state.groupId, leaf: state.ownLeaf };
  return { kind: 'update', leafNode: signLeafNode(content, place, state.signaturePrivateKey) };
}

test('what is refused below differs from this only by its rule', () => {
  const proposals = [added('new'), { kind: 'remove', leaf: 3 } as const, context()];
  const { commit: bytes, next } = commit({ proposals });
  const state = acceptCommit(receiver, bytes);
  expect(state.secrets.authenticator).toEqual(next.secrets.authenticator);
  expect(() => acceptCommit(receiver, commit({ proposals: [reinit()] }).commit)).not.toThrow();
});

describe('a commit is refused that', () => {
  test('updates its own committer', () => {
    expect(refusal({ proposals: [updateOf(committer)] })).toThrow('own update');
  });

  test('removes its own committer', () => {
    expect(refusal({ proposals: [{ kind: 'remove', leaf: committer.ownLeaf }] })).toThrow('removes itself');
  });

  test('removes a member twice', () => {
    const remove = { kind: 'remove', leaf: 3 } as const;
    expect(refusal({ proposals: [remove, remove] })).toThrow('removed or updated twice');
  });

  test('removes somebody who is not there', () => {
    expect(refusal({ proposals: [{ kind: 'remove', leaf: 6 }] })).toThrow('nobody is at that leaf');
    expect(refusal({ proposals: [{ kind: 'remove', leaf: 4_000_000_000 }] })).toThrow(
      'nobody is at that leaf',
    );
  });

  test('adds the same newcomer twice', () => {
    const add = added('twice');
    expect(refusal({ proposals: [add, add] })).toThrow('another member');
  });

  test('adds somebody with a member’s signature key', () => {
    const member = group.states[3] as GroupState;
    const leaf = member.tree.leaf(3) as NonNullable<ReturnType<typeof member.tree.leaf>>;
    const identity = {
      credential: new Uint8Array(1),
      signaturePrivateKey: member.signaturePrivateKey,
      signaturePublicKey: leaf.signatureKey,
    };
    const again = newcomer('again', group.random, identity);
    const add = { kind: 'add', keyPackage: requireKeyPackage(again.keyPackage) } as const;
    expect(refusal({ proposals: [add] })).toThrow('another member');
    // In place of that member it is welcome.
    const inPlace = commit({ proposals: [{ kind: 'remove', leaf: 3 }, add] });
    expect(acceptCommit(receiver, inPlace.commit).epoch).toBe(receiver.epoch + 1n);
  });

  test('names a pre-shared key twice', () => {
    const nonce = group.random(32);
    expect(refusal({ proposals: [psk(nonce), psk(nonce)] })).toThrow('stands twice');
  });

  test('names a pre-shared key with a nonce of another length', () => {
    expect(refusal({ proposals: [psk(group.random(31))] })).toThrow('nonce of the wrong length');
  });

  test.each(['reinit', 'branch'] as const)('names a resumption key for %s', (usage) => {
    const { groupId, epoch } = committer;
    const nonce = group.random(32);
    const named: Proposal = { kind: 'psk', psk: { kind: 'resumption', usage, groupId, epoch, nonce } };
    expect(refusal({ proposals: [named] })).toThrow('a key of another use');
  });

  test('names a pre-shared key its reader does not hold', () => {
    expect(refusal({ proposals: [psk()] })).toThrow('not held here');
  });

  test('changes the context twice', () => {
    expect(refusal({ proposals: [context(), context()] })).toThrow('changed twice');
  });

  test('changes the context to required capabilities that do not decode', () => {
    const extensions = [{ type: extensionTypes.requiredCapabilities, data: Uint8Array.of(1) }];
    expect(refusal({ proposals: [{ kind: 'group-context', extensions }] })).toThrow('bad-encoding');
  });

  test('reinitialises beside something else', () => {
    expect(refusal({ proposals: [reinit(), { kind: 'remove', leaf: 3 }] })).toThrow('reinit beside');
    expect(refusal({ proposals: [reinit(), reinit()] })).toThrow('reinit beside');
  });

  test('holds an external init of a member', () => {
    const kemOutput = group.random(32);
    expect(refusal({ proposals: [{ kind: 'external-init', kemOutput }] })).toThrow(
      'external init by a member',
    );
  });

  test('names a proposal that never came', () => {
    const references = [{ reference: group.random(32), proposal: added('unseen'), from: 2 }];
    expect(refusal({ references })).toThrow('unknown-proposal');
  });
});
