import { beforeAll, describe, expect, test } from 'vitest';
import { extensionTypes, type GroupState, openMessage, type Proposal } from '../../src/group/index.ts';
import { requireKeyPackage } from '../../src/group/key-packages.ts';
import type { UpdatePath } from '../../src/group/structures/commit.ts';
import { sealHpke } from '../../src/group/suite/hpke.ts';
import { labeledHpke } from '../../src/group/suite/labels.ts';
import { ready } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, newcomer, type TestGroup } from './group-of.ts';
import { type HostileCommit, hostileCommit } from './hostile-commit.ts';

/** RFC 9420 sections 7.5, 7.9.2, 12.4 and 12.4.2: the path of a commit, and what proves the commit. */

let group: TestGroup;
let committer: GroupState;
let receiver: GroupState;
beforeAll(async () => {
  await ready();
  group = groupOf(5, 'refused paths');
  [committer, receiver] = group.states as [GroupState, GroupState];
});

const commit = (hostile: Omit<HostileCommit, 'random'>) =>
  hostileCommit(committer, { ...hostile, random: group.random });
const refusal = (hostile: Omit<HostileCommit, 'random'>) => () =>
  openMessage(receiver, commit(hostile).commit);
const edited = (editPath: NonNullable<HostileCommit['editPath']>) => refusal({ editPath });
const withNode = (
  path: UpdatePath,
  at: number,
  change: Partial<UpdatePath['nodes'][number]>,
): UpdatePath => ({
  ...path,
  nodes: path.nodes.map((node, i) => (i === at ? { ...node, ...change } : node)),
});
const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));

test('what is refused below differs from this only by its rule', () => {
  expect(acceptCommit(receiver, commit({}).commit).epoch).toBe(receiver.epoch + 1n);
  expect(acceptCommit(receiver, commit({ wireFormat: 1 }).commit).epoch).toBe(receiver.epoch + 1n);
});

describe('a commit must have a path', () => {
  const removal: Proposal = { kind: 'remove', leaf: 3 };
  const context: Proposal = {
    kind: 'group-context',
    extensions: [{ type: extensionTypes.sottoGroup, data: new Uint8Array(1) }],
  };
  test.each<[string, Proposal[]]>([
    ['without proposals', []],
    ['with a single Remove, or the removed member would read on', [removal]],
    ['with two Removes', [removal, { kind: 'remove', leaf: 4 }]],
    ['that changes the context', [context]],
  ])('%s', (_, proposals) => {
    expect(refusal({ proposals, path: false })).toThrow('a path is missing');
    expect(() => acceptCommit(receiver, commit({ proposals }).commit)).not.toThrow();
  });

  test('with a Remove beside an Add', () => {
    const keyPackage = requireKeyPackage(newcomer('new', group.random).keyPackage);
    const proposals: Proposal[] = [{ kind: 'add', keyPackage }, removal];
    expect(refusal({ proposals, path: false })).toThrow('a path is missing');
    const addAlone = commit({ proposals: proposals.slice(0, 1), path: false });
    expect(acceptCommit(receiver, addAlone.commit).epoch).toBe(receiver.epoch + 1n);
  });
});

describe('a path is refused', () => {
  test('of another length', () => {
    expect(edited((path) => ({ ...path, nodes: path.nodes.slice(1) }))).toThrow('wrong length');
    expect(edited((path) => ({ ...path, nodes: [...path.nodes, ...path.nodes] }))).toThrow('wrong length');
  });

  test('with one secret too few or too many', () => {
    const none = (path: UpdatePath) => withNode(path, 1, { encryptedPathSecrets: [] });
    const twice = (path: UpdatePath) => {
      const secrets = path.nodes[1]?.encryptedPathSecrets ?? [];
      return withNode(path, 1, { encryptedPathSecrets: [...secrets, ...secrets] });
    };
    expect(edited(none)).toThrow('secrets for other people');
    expect(edited(twice)).toThrow('secrets for other people');
  });

  test('with a key of another length', () => {
    expect(edited((path) => withNode(path, 1, { encryptionKey: new Uint8Array(31) }))).toThrow(
      'a key of another suite',
    );
  });

  test('with a key that is in the tree already', () => {
    const encryptionKey = committer.tree.encryptionKey(1) as Uint8Array;
    expect(edited((path) => withNode(path, 1, { encryptionKey }))).toThrow('there before');
  });

  test('whose leaf keeps its old key', () => {
    const encryptionKey = committer.tree.leaf(0)?.encryptionKey as Uint8Array;
    expect(refusal({ leaf: (content) => ({ ...content, encryptionKey }) })).toThrow(
      'leaf key that was there',
    );
  });

  test('whose leaf repeats a key of the path', () => {
    // Both are new, and yet two nodes would open with one key.
    const leaf: HostileCommit['leaf'] = (content) => ({ ...content, signatureKey: content.signatureKey });
    let second: Uint8Array | undefined;
    const refused = refusal({
      leaf,
      editPath: (path) => {
        second = path.leafNode.encryptionKey;
        return withNode(path, 0, { encryptionKey: second });
      },
    });
    expect(refused).toThrow(/parent hash|stands twice/);
    expect(second).toBeDefined();
  });

  test('whose leaf carries another parent hash', () => {
    const source = { kind: 'commit', parentHash: new Uint8Array(32) } as const;
    expect(refusal({ leaf: (content) => ({ ...content, source }) })).toThrow('parent hash of the leaf');
  });

  test('whose leaf is of another source', () => {
    const source = { kind: 'update' } as const;
    expect(refusal({ leaf: (content) => ({ ...content, source }) })).toThrow('parent hash of the leaf');
    const lifetime = { notBefore: 0n, notAfter: 1n };
    const packaged = { kind: 'key-package', lifetime } as const;
    expect(refusal({ leaf: (content) => ({ ...content, source: packaged }) })).toThrow(
      'parent hash of the leaf',
    );
  });

  test('whose leaf is signed for another place', () => {
    expect(refusal({ leafPlace: 4 })).toThrow('bad-signature: leaf');
  });

  test('whose leaf takes the signature key of somebody else', () => {
    const other = group.states[3] as GroupState;
    const signatureKey = other.tree.leaf(3)?.signatureKey as Uint8Array;
    // Even if that somebody lent its private key.
    const lent = { ...committer, ...{ signaturePrivateKey: other.signaturePrivateKey } };
    const made = hostileCommit(committer.with(lent), {
      leaf: (content) => ({ ...content, signatureKey }),
      random: group.random,
    });
    expect(() => openMessage(receiver, made.commit)).toThrow(/bad-signature|stands twice/);
  });

  test('with secrets that lead to other keys than it shows', () => {
    const swapped = (path: UpdatePath) => {
      const [first, second] = path.nodes.map((node) => node.encryptedPathSecrets) as [
        UpdatePath['nodes'][number]['encryptedPathSecrets'],
        UpdatePath['nodes'][number]['encryptedPathSecrets'],
      ];
      return withNode(withNode(path, 0, { encryptedPathSecrets: second.slice(0, 1) }), 1, {
        encryptedPathSecrets: [...first, ...second].slice(0, second.length),
      });
    };
    expect(edited(swapped)).toThrow(/authentication-failed|a key nobody can use/);
  });

  test('with a path secret of another length', () => {
    const short = (bytes: number) =>
      edited((path, drawn, context) => {
        const to = committer.tree.encryptionKey(2) as Uint8Array;
        const [first] = drawn.nodes;
        const secret = first === undefined ? new Uint8Array() : first.pathSecret.slice(0, bytes);
        const hpke = labeledHpke(committer.suite, 'UpdatePathNode', context);
        return withNode(path, 0, { encryptedPathSecrets: [sealHpke(hpke, to, secret, group.random)] });
      });
    expect(short(32)).not.toThrow();
    expect(short(31)).toThrow('a path secret of the wrong length');
  });

  test('whose leaf has a key of another length', () => {
    const encryptionKey = new Uint8Array(31).fill(5);
    expect(refusal({ leaf: (content) => ({ ...content, encryptionKey }) })).toThrow('bad-length: leaf key');
  });

  test('by a reader who has lost its keys', () => {
    const bare = receiver.with({ privateKeys: new Map() });
    expect(() => openMessage(bare, commit({}).commit)).toThrow('not-addressed');
  });

  test('with secrets sealed to nobody', () => {
    const spoiled = (path: UpdatePath) => {
      const [sealed] = path.nodes[0]?.encryptedPathSecrets ?? [];
      if (sealed === undefined) throw new Error('the first node has one reader');
      const bad = { ...sealed, ciphertext: flipped(sealed.ciphertext) };
      return withNode(path, 0, { encryptedPathSecrets: [bad] });
    };
    expect(edited(spoiled)).toThrow('authentication-failed');
  });
});

describe('a commit is refused', () => {
  test('with another confirmation tag', () => {
    expect(refusal({ confirmationTag: flipped })).toThrow('confirmation tag');
    expect(refusal({ confirmationTag: () => new Uint8Array() })).toThrow('confirmation tag');
  });
});
