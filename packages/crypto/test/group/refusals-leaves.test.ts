import { beforeAll, describe, expect, test } from 'vitest';
import { encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import {
  encodeRequiredCapabilities,
  extensionTypes,
  type GroupState,
  openMessage,
  type Proposal,
  parseKeyPackage,
} from '../../src/group/index.ts';
import { ownCapabilities } from '../../src/group/structures/capabilities.ts';
import { basicCredential } from '../../src/group/structures/credential.ts';
import {
  type KeyPackage,
  type KeyPackageContent,
  signKeyPackage,
} from '../../src/group/structures/key-package.ts';
import { type LeafNode, type LeafNodeContent, signLeafNode } from '../../src/group/structures/leaf-node.ts';
import { ready } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, identityOf, lifetime, type TestGroup } from './group-of.ts';
import { type HostileCommit, hostileCommit } from './hostile-commit.ts';

/** RFC 9420 sections 7.2, 7.3 and 10.1: what a leaf and a key package must satisfy, wherever they come from. */

let group: TestGroup;
let committer: GroupState;
let receiver: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused leaves');
  [committer, receiver] = group.states as [GroupState, GroupState];
});

type Changes = {
  readonly leaf?: (content: LeafNodeContent) => LeafNodeContent;
  readonly signedLeaf?: (leaf: LeafNode) => LeafNode;
  readonly content?: (content: KeyPackageContent) => KeyPackageContent;
};

/** A key package of somebody new, right but for what is changed. */
function keyPackage({ leaf, signedLeaf, content }: Changes = {}): KeyPackage {
  const identity = identityOf('new', group.random);
  const keys = () => receiver.suite.kem.deriveKeyPair(group.random(32)).publicKey;
  const right: LeafNodeContent = {
    encryptionKey: keys(),
    signatureKey: identity.signaturePublicKey,
    credential: basicCredential(identity.credential),
    capabilities: ownCapabilities,
    source: { kind: 'key-package', lifetime },
    extensions: [],
  };
  // The place that a key package's leaf is checked for, were it of a source that has one.
  const place = { groupId: new Uint8Array(), leaf: 0 };
  const signed = signLeafNode(leaf?.(right) ?? right, place, identity.signaturePrivateKey);
  const leafNode = signedLeaf?.(signed) ?? signed;
  const whole = { cipherSuite: 1, initKey: keys(), leafNode, extensions: [] };
  return signKeyPackage(content?.(whole) ?? whole, identity.signaturePrivateKey);
}

const commit = (hostile: Omit<HostileCommit, 'random'>) =>
  hostileCommit(committer, { ...hostile, random: group.random });
const refusal =
  (...proposals: Proposal[]) =>
  () =>
    openMessage(receiver, commit({ proposals }).commit);
const adding = (changes: Changes) => refusal({ kind: 'add', keyPackage: keyPackage(changes) });
const capable = (change: Partial<LeafNodeContent['capabilities']>): Changes => ({
  leaf: (content) => ({ ...content, capabilities: { ...content.capabilities, ...change } }),
});
const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
const without = (types: readonly number[], type: number) => types.filter((known) => known !== type);
const unsupported = 'does not support what the group uses';

test('what is refused below differs from this only by its rule', () => {
  const proposals: Proposal[] = [{ kind: 'add', keyPackage: keyPackage() }];
  expect(acceptCommit(receiver, commit({ proposals }).commit).tree.leaf(5)).toBeDefined();
  expect(parseKeyPackage(encodeMlsMessage({ kind: 'key-package', keyPackage: keyPackage() })).suite).toBe(1);
});

describe('a key package is refused', () => {
  test.each<[string, () => Changes]>([
    ['of another suite', () => ({ content: (content) => ({ ...content, cipherSuite: 3 }) })],
    ['of a suite nobody knows', () => ({ content: (content) => ({ ...content, cipherSuite: 0x7777 }) })],
    [
      'whose init key is its leaf’s key',
      () => ({ content: (content) => ({ ...content, initKey: content.leafNode.encryptionKey }) }),
    ],
    [
      'with an init key of another length',
      () => ({ content: (content) => ({ ...content, initKey: new Uint8Array(31) }) }),
    ],
    [
      'with a leaf made for a commit',
      () => ({
        leaf: (content) => ({ ...content, source: { kind: 'commit', parentHash: new Uint8Array() } }),
      }),
    ],
    [
      'with a leaf made for an update',
      () => ({ leaf: (content) => ({ ...content, source: { kind: 'update' } }) }),
    ],
    [
      'with a leaf of another signature',
      () => ({
        signedLeaf: (leaf) => ({
          ...leaf,
          encoded: withLast(leaf.encoded),
          signature: withLast(leaf.signature),
        }),
      }),
    ],
  ])('%s', (_, changes) => {
    expect(adding(changes())).toThrow('does not hold together');
    if (_ === 'of another suite') return;
    const bytes = encodeMlsMessage({ kind: 'key-package', keyPackage: keyPackage(changes()) });
    expect(() => parseKeyPackage(bytes)).toThrow(/does not hold together|unsupported-suite/);
  });

  test('that its owner did not sign', () => {
    const right = keyPackage();
    const forged = { ...right, signature: withLast(right.signature), encoded: withLast(right.encoded) };
    expect(refusal({ kind: 'add', keyPackage: forged })).toThrow('does not hold together');
    expect(() => parseKeyPackage(encodeMlsMessage({ kind: 'key-package', keyPackage: forged }))).toThrow(
      'does not hold together',
    );
  });
});

describe('a new member must support', () => {
  test('the version of the protocol', () => {
    expect(adding(capable({ versions: [2] }))).toThrow(unsupported);
  });

  test('the suite of the group', () => {
    expect(adding(capable({ cipherSuites: without(ownCapabilities.cipherSuites, 1) }))).toThrow(unsupported);
  });

  test('its own credential', () => {
    expect(adding(capable({ credentials: [2] }))).toThrow(unsupported);
  });

  test('its own extensions', () => {
    const extensions = [{ type: 0xf0f0, data: new Uint8Array() }];
    expect(adding({ leaf: (content) => ({ ...content, extensions }) })).toThrow(unsupported);
  });

  test('every extension of the group context', () => {
    const own = groupOf(3, 'with a context', [{ type: extensionTypes.sottoGroup, data: new Uint8Array(3) }]);
    const [sender, reader] = own.states as [GroupState, GroupState];
    const add = (changes: Changes): Proposal => ({ kind: 'add', keyPackage: keyPackage(changes) });
    const made = (proposal: Proposal) =>
      hostileCommit(sender, { proposals: [proposal], random: own.random }).commit;
    const lacking = capable({ extensions: without(ownCapabilities.extensions, extensionTypes.sottoGroup) });
    expect(() => openMessage(reader, made(add(lacking)))).toThrow(unsupported);
    expect(acceptCommit(reader, made(add({}))).epoch).toBe(reader.epoch + 1n);
  });

  test.each([
    [
      'extensions',
      { extensions: [extensionTypes.lastResort], proposals: [], credentials: [] },
      { extensions: [] },
    ],
    ['proposals', { extensions: [], proposals: [0xf0f0], credentials: [] }, {}],
    ['credentials', { extensions: [], proposals: [], credentials: [1] }, { credentials: [2] }],
  ] as const)('the %s that the context requires', (_, required, lacking) => {
    const extensions = [encodeRequiredCapabilities(required)];
    const proposals: Proposal[] = [
      { kind: 'group-context', extensions },
      { kind: 'add', keyPackage: keyPackage(capable(lacking)) },
    ];
    expect(refusal(...proposals)).toThrow(unsupported);
  });
});

describe('a context is refused that', () => {
  test('holds an extension some member does not support', () => {
    const extensions = [{ type: 0xf0f0, data: new Uint8Array() }];
    expect(refusal({ kind: 'group-context', extensions })).toThrow(unsupported);
  });

  test('requires what some member does not support', () => {
    const extensions = [encodeRequiredCapabilities({ extensions: [], proposals: [0xf0f0], credentials: [] })];
    expect(refusal({ kind: 'group-context', extensions })).toThrow(unsupported);
  });

  test('comes with a newcomer who does not support it', () => {
    const context: Proposal = {
      kind: 'group-context',
      extensions: [{ type: extensionTypes.sottoGroup, data: new Uint8Array(2) }],
    };
    const lacking = keyPackage(capable({ extensions: [] }));
    expect(refusal(context, { kind: 'add', keyPackage: lacking })).toThrow(unsupported);
  });
});

describe('a newcomer is refused', () => {
  test('with a leaf key of another length', () => {
    const leaf = (content: LeafNodeContent) => ({ ...content, encryptionKey: new Uint8Array(33).fill(9) });
    expect(adding({ leaf })).toThrow('does not hold together');
  });

  test('with an encryption key that is in the tree', () => {
    for (const node of [1, 4]) {
      const encryptionKey = receiver.tree.encryptionKey(node) as Uint8Array;
      expect(adding({ leaf: (content) => ({ ...content, encryptionKey }) })).toThrow('another member');
    }
  });

  test('with a credential that some member does not support', () => {
    const leaf = (content: LeafNodeContent): LeafNodeContent => ({
      ...content,
      credential: { type: 2, certificates: [new Uint8Array(4)] },
      capabilities: { ...content.capabilities, credentials: [1, 2] },
    });
    expect(adding({ leaf })).toThrow('a credential type that a member does not support');
  });
});

describe('a committer is refused', () => {
  const asCommitter = (leaf: NonNullable<Changes['leaf']>) => () =>
    openMessage(receiver, commit({ leaf }).commit);

  test('whose new leaf lacks what the group uses', () => {
    const change = (capabilities: Partial<LeafNodeContent['capabilities']>) =>
      asCommitter((content) => ({ ...content, capabilities: { ...content.capabilities, ...capabilities } }));
    expect(change({ cipherSuites: [3] })).toThrow(unsupported);
    expect(change({ credentials: [] })).toThrow(unsupported);
  });

  test('whose new leaf has a credential that some member does not support', () => {
    expect(
      asCommitter((content) => ({
        ...content,
        credential: { type: 2, certificates: [new Uint8Array(4)] },
        capabilities: { ...content.capabilities, credentials: [1, 2] },
      })),
    ).toThrow('a credential type that a member does not support');
  });
});

/** With its last byte changed: the signature, wherever it stands at the end. */
function withLast(bytes: Uint8Array): Uint8Array {
  return flipped(bytes.toReversed()).toReversed();
}
