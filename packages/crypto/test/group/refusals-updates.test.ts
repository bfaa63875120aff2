import { beforeAll, describe, expect, test } from 'vitest';
import { proposalRef } from '../../src/group/framing/authenticated-content.ts';
import { createProposal, type GroupState, openMessage, type Proposal } from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import { signKeyPackage } from '../../src/group/structures/key-package.ts';
import { type LeafNode, type LeafNodeContent, signLeafNode } from '../../src/group/structures/leaf-node.ts';
import { ready } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, newcomer, type TestGroup } from './group-of.ts';
import { hostileCommit } from './hostile-commit.ts';
import { hostilePrivate } from './hostile-private.ts';

/** RFC 9420 sections 7.3 and 12.1.2: updates, which come by reference only. Member 2 proposes, member 0 commits. */

let group: TestGroup;
let committer: GroupState;
let receiver: GroupState;
let updater: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused updates');
  [committer, receiver, updater] = group.states as [GroupState, GroupState, GroupState];
});

/** A leaf of the updater, right but for what is changed. */
function leafOf(
  change: (right: LeafNodeContent) => LeafNodeContent = (right) => right,
  leaf = updater.ownLeaf,
): LeafNode {
  const current = updater.tree.leaf(updater.ownLeaf) as LeafNode;
  const encryptionKey = updater.suite.kem.deriveKeyPair(group.random(32)).publicKey;
  const content = { ...current, encryptionKey, source: { kind: 'update' } as const };
  return signLeafNode(change(content), { groupId: updater.groupId, leaf }, updater.signaturePrivateKey);
}

/** The proposal is sent and heard by a member, and a hostile committer carries it out whatever it is. */
function carriedOut(proposal: Proposal, reader = receiver): () => GroupState {
  const message = hostilePrivate(updater, group.random, { body: { kind: 'proposal', proposal } });
  const heard = openMessage(reader, message);
  if (heard.kind !== 'proposal') throw new Error(heard.kind);
  const references = [{ reference: heard.reference, proposal, from: updater.ownLeaf }];
  const { commit } = hostileCommit(committer, { references, random: group.random });
  return () => acceptCommit(heard.state, commit);
}
const update = (leafNode: LeafNode): Proposal => ({ kind: 'update', leafNode });

test('what is refused below differs from this only by its rule', () => {
  const leaf = leafOf();
  expect(carriedOut(update(leaf))().tree.leaf(2)?.encryptionKey).toEqual(leaf.encryptionKey);
});

describe('an update is refused', () => {
  test('whose leaf is of another source', () => {
    const committed = leafOf((right) => ({
      ...right,
      source: { kind: 'commit', parentHash: new Uint8Array(32) },
    }));
    expect(carriedOut(update(committed))).toThrow('an update from another source');
    const lifetime = { notBefore: 0n, notAfter: 1n };
    const packaged = leafOf((right) => ({ ...right, source: { kind: 'key-package', lifetime } }));
    expect(carriedOut(update(packaged))).toThrow('an update from another source');
  });

  test('without a new key', () => {
    const encryptionKey = updater.tree.leaf(2)?.encryptionKey as Uint8Array;
    expect(carriedOut(update(leafOf((right) => ({ ...right, encryptionKey }))))).toThrow('without a new key');
  });

  test('with the key of somebody else', () => {
    const encryptionKey = updater.tree.leaf(3)?.encryptionKey as Uint8Array;
    expect(carriedOut(update(leafOf((right) => ({ ...right, encryptionKey }))))).toThrow('without a new key');
  });

  test('signed for another place', () => {
    expect(carriedOut(update(leafOf(undefined, 3)))).toThrow('bad-signature: leaf');
  });

  test('that no longer supports the group', () => {
    const lacking = leafOf((right) => ({
      ...right,
      capabilities: { ...right.capabilities, cipherSuites: [3] },
    }));
    expect(carriedOut(update(lacking))).toThrow('does not support what the group uses');
  });

  test('beside a removal of the same member', () => {
    const message = hostilePrivate(updater, group.random, {
      body: { kind: 'proposal', proposal: update(leafOf()) },
    });
    const heard = openMessage(receiver, message);
    if (heard.kind !== 'proposal') throw new Error(heard.kind);
    const references = [{ reference: heard.reference, proposal: heard.proposal, from: 2 }];
    const proposals: Proposal[] = [{ kind: 'remove', leaf: 2 }];
    const { commit } = hostileCommit(committer, { references, proposals, random: group.random });
    expect(() => acceptCommit(heard.state, commit)).toThrow('removed or updated twice');
  });

  test('in the name of its reader, who never made it', () => {
    const made = createProposal(updater, { kind: 'update' }, { random: group.random });
    const [waiting] = [...made.state.proposals.values()];
    if (waiting === undefined) throw new Error('the proposal waits');
    const { body } = waiting.content;
    if (body.kind !== 'proposal') throw new Error(body.kind);
    const references = [{ reference: proposalRef(waiting), proposal: body.proposal, from: 2 }];
    const { commit } = hostileCommit(committer, { references, random: group.random });
    expect(acceptCommit(made.state, commit).epoch).toBe(updater.epoch + 1n);
    expect(() => acceptCommit(made.state.with({ updates: new Map() }), commit)).toThrow('it did not make');
  });
});

test('a newcomer’s init key is not the key of a member', () => {
  const { keyPackage, identity } = newcomer('new', group.random);
  const right = requireKeyPackage(keyPackage);
  const initKey = receiver.tree.leaf(3)?.encryptionKey as Uint8Array;
  const add = (changed: typeof right): Proposal => ({ kind: 'add', keyPackage: changed });
  const signed = signKeyPackage({ ...right, initKey }, identity.signaturePrivateKey);
  const commit = (proposal: Proposal) =>
    hostileCommit(committer, { proposals: [proposal], random: group.random }).commit;
  expect(() => acceptCommit(receiver, commit(add(signed)))).toThrow('an init key that is a member');
  expect(() => acceptCommit(receiver, commit(add(right)))).not.toThrow();
});

test('proposals do not wait without end', () => {
  const message = hostilePrivate(updater, group.random, {
    body: { kind: 'proposal', proposal: update(leafOf()) },
  });
  const heard = openMessage(receiver, message);
  if (heard.kind !== 'proposal') throw new Error(heard.kind);
  const [waiting] = [...heard.state.proposals.values()];
  if (waiting === undefined) throw new Error('the proposal waits');
  const full = new Map(Array.from({ length: 5000 }, (_, i) => [String(i), waiting] as const));
  expect(() => openMessage(receiver.with({ proposals: full }), message)).toThrow('out-of-range');
});
