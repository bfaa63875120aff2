import { beforeAll, describe, expect, test } from 'vitest';
import {
  createProposal,
  exportGroupInfo,
  extensionTypes,
  type GroupState,
  joinExternally,
  openMessage,
  type Proposal,
} from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import { ready } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, identityOf, newcomer, type TestGroup } from './group-of.ts';
import { externalInit, type HostileCommit, hostileCommit } from './hostile-commit.ts';

/** RFC 9420 sections 12.2 (external commits) and 12.4.3.2. */

let group: TestGroup;
let signer: GroupState;
let receiver: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused external commits');
  [signer, receiver] = group.states as [GroupState, GroupState];
});

/** A commit of somebody outside, with these proposals after its external init. */
function commit(proposals: readonly Proposal[] = [], hostile: Partial<HostileCommit> = {}) {
  const { proposal, init } = externalInit(signer, group.random);
  const identity = identityOf('outside', group.random);
  return hostileCommit(signer, {
    proposals: [proposal, ...proposals],
    external: { identity, init },
    random: group.random,
    ...hostile,
  });
}
const refusal =
  (proposals: readonly Proposal[], hostile: Partial<HostileCommit> = {}, reader = receiver) =>
  () =>
    openMessage(reader, commit(proposals, hostile).commit);
const add = (): Proposal => ({
  kind: 'add',
  keyPackage: requireKeyPackage(newcomer('friend', group.random).keyPackage),
});

test('what is refused below differs from this only by its rule', () => {
  for (const proposals of [[], [{ kind: 'remove', leaf: 3 } as const]]) {
    const { commit: bytes, next } = commit(proposals);
    expect(acceptCommit(receiver, bytes).secrets.authenticator).toEqual(next.secrets.authenticator);
  }
});

describe('an external commit is refused', () => {
  test('without an external init, or with two', () => {
    expect(refusal([], { proposals: [] })).toThrow('has one external init');
    expect(refusal([externalInit(signer, group.random).proposal])).toThrow('has one external init');
  });

  test('that adds somebody', () => {
    expect(refusal([add()])).toThrow('not in an external commit');
  });

  test('that changes the context', () => {
    const extensions = [{ type: extensionTypes.sottoGroup, data: new Uint8Array(2) }];
    expect(refusal([{ kind: 'group-context', extensions }])).toThrow('not in an external commit');
  });

  test('that reinitialises the group', () => {
    const reinit = {
      kind: 'reinit',
      groupId: group.random(16),
      version: 1,
      cipherSuite: 1,
      extensions: [],
    } as const;
    expect(refusal([reinit])).toThrow('not in an external commit');
  });

  test('that updates somebody', () => {
    const made = createProposal(signer, { kind: 'update' }, { random: group.random });
    const heard = openMessage(receiver, made.message);
    if (heard.kind !== 'proposal') throw new Error(heard.kind);
    expect(refusal([heard.proposal])).toThrow('an update by somebody outside');
  });

  test('that removes two', () => {
    expect(
      refusal([
        { kind: 'remove', leaf: 3 },
        { kind: 'remove', leaf: 4 },
      ]),
    ).toThrow('removes at most one');
  });

  test('that removes somebody who is not there', () => {
    expect(refusal([{ kind: 'remove', leaf: 7 }])).toThrow('nobody is at that leaf');
  });

  test('that names a proposal by reference', () => {
    const { state, reference, message } = createProposal(
      signer,
      { kind: 'remove', leaf: 3 },
      { random: group.random },
    );
    const heard = openMessage(receiver, message);
    if (heard.kind !== 'proposal') throw new Error(heard.kind);
    const references = [{ reference, proposal: { kind: 'remove', leaf: 3 } as const, from: 0 }];
    expect(state.proposals.size).toBe(1);
    expect(refusal([], { references }, heard.state)).toThrow('a reference in an external commit');
  });

  test('without a path', () => {
    expect(refusal([], { path: false })).toThrow(/not for this kind of sender|a path is missing/);
  });

  test('with an init secret nobody shares', () => {
    const external = { identity: identityOf('guessing', group.random), init: group.random(32) };
    expect(refusal([], { external })).toThrow('confirmation tag');
  });

  test('with an external init of another length', () => {
    const proposals: Proposal[] = [{ kind: 'external-init', kemOutput: new Uint8Array(31).fill(7) }];
    expect(refusal([], { proposals })).toThrow('bad-length: external init');
  });

  test('whose leaf is signed by another key than it shows', () => {
    const leaf: HostileCommit['leaf'] = (content) => ({
      ...content,
      signatureKey: identityOf('framed', group.random).signaturePublicKey,
    });
    expect(refusal([], { leaf })).toThrow('bad-signature');
  });

  test('with the signature key of a member it does not replace', () => {
    const leaf = signer.tree.leaf(3);
    const identity = {
      credential: new Uint8Array(1),
      signaturePrivateKey: (group.states[3] as GroupState).signaturePrivateKey,
      signaturePublicKey: leaf?.signatureKey as Uint8Array,
    };
    const { proposal, init } = externalInit(signer, group.random);
    const twice = { proposals: [proposal], external: { identity, init } };
    expect(refusal([], twice)).toThrow('stands twice');
    const replacing = {
      proposals: [proposal, { kind: 'remove', leaf: 3 } as const],
      external: { identity, init },
    };
    expect(() => acceptCommit(receiver, commit([], replacing).commit)).not.toThrow();
  });
});

describe('a device does not join', () => {
  test('by a GroupInfo without an external key', () => {
    const random = group.random;
    const identity = identityOf('outside', random);
    const right = exportGroupInfo(signer);
    expect(joinExternally({ groupInfo: right, identity, random }).next.epoch).toBe(signer.epoch + 1n);
  });
});
