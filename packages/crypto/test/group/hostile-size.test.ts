import { beforeAll, describe, expect, test } from 'vitest';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import {
  encodeRatchetTree,
  type GroupState,
  openMessage,
  readGroupInfoSummary,
} from '../../src/group/index.ts';
import { groupContext } from '../../src/group/structures/group-context.ts';
import { signGroupInfo } from '../../src/group/structures/group-info.ts';
import { RatchetTree, type TreeParts } from '../../src/group/tree/ratchet-tree.ts';
import { TreeEdit } from '../../src/group/tree/tree-edit.ts';
import { leavesUnder } from '../../src/group/tree/tree-math.ts';
import { ready } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';
import { filledGroup } from './filled-group.ts';
import { hostilePrivate } from './hostile-private.ts';

/** REQ-G10 at the size groups may have: what is made to be slow is refused about as fast as what is right is read. */

const members = 1500;
let host: GroupState;
let reader: GroupState;
let rightMs: number;
beforeAll(async () => {
  await ready();
  const group = filledGroup({
    suite: 0x0001,
    members,
    shape: 'filled',
    random: deterministicRandom('large'),
  });
  host = group.state(0);
  reader = group.state(1);
  rightMs = time(() => readGroupInfoSummary(shown((parts) => parts)));
}, 60_000);

function time(act: () => unknown): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

/** A GroupInfo with a changed tree, its hash and signature right. */
function shown(change: (parts: TreeParts) => TreeParts): Uint8Array {
  const tree = new RatchetTree(change(host.tree.parts));
  const content = {
    context: groupContext({ ...host.context, treeHash: tree.treeHash() }),
    extensions: [{ type: 2, data: encodeRatchetTree(tree) }],
    confirmationTag: host.confirmationTag,
    signer: 0,
  };
  return encodeMlsMessage({
    kind: 'group-info',
    groupInfo: signGroupInfo(content, host.signaturePrivateKey),
  });
}

function refusedSoon(act: () => unknown): void {
  const took = time(() => expect(act).toThrow());
  expect(took).toBeLessThan(2 * rightMs + 1000);
}

describe('REQ-G10 a tree of 1,500', () => {
  test('in which everybody is unmerged everywhere', () => {
    const everywhere = shown(({ leaves, parents }) => ({
      leaves,
      parents: parents.map((parent, i) => {
        const { first, last } = leavesUnder(2 * i + 1);
        const unmergedLeaves = Array.from({ length: last - first + 1 }, (_, at) => first + at);
        return parent && { ...parent, unmergedLeaves: unmergedLeaves.filter((leaf) => leaf < members) };
      }),
    }));
    refusedSoon(() => readGroupInfoSummary(everywhere));
  });

  test('in which every second member is unmerged everywhere', () => {
    const half = shown(({ leaves, parents }) => ({
      leaves,
      parents: parents.map((parent, i) => {
        const { first, last } = leavesUnder(2 * i + 1);
        const under = Array.from({ length: last - first + 1 }, (_, at) => first + at);
        const unmergedLeaves = under.filter((leaf) => leaf < members && leaf % 2 === 1);
        return parent && { ...parent, unmergedLeaves };
      }),
    }));
    refusedSoon(() => readGroupInfoSummary(half));
  });

  test('without any inner node', () => {
    const blank = shown(({ leaves, parents }) => ({ leaves, parents: parents.map(() => undefined) }));
    const took = time(() => expect(readGroupInfoSummary(blank).members).toHaveLength(members));
    expect(took).toBeLessThan(2 * rightMs + 1000);
  });
});

describe('REQ-G10 lists without end', () => {
  test('a commit that names 100,000 proposals', () => {
    const proposals = Array.from(
      { length: 100_000 },
      () => ({ kind: 'reference', reference: new Uint8Array() }) as const,
    );
    const body = { kind: 'commit', commit: { proposals, path: undefined } } as const;
    const message = hostilePrivate(host, deterministicRandom('many'), {
      body,
      confirmationTag: new Uint8Array(32),
    });
    refusedSoon(() => openMessage(reader, message));
  });

  test('a commit that removes the same member 100,000 times', () => {
    const removal = { kind: 'proposal', proposal: { kind: 'remove', leaf: 9 } } as const;
    const proposals = Array.from({ length: 100_000 }, () => removal);
    const body = { kind: 'commit', commit: { proposals, path: undefined } } as const;
    const message = hostilePrivate(host, deterministicRandom('twice'), {
      body,
      confirmationTag: new Uint8Array(32),
    });
    refusedSoon(() => openMessage(reader, message));
  });

  test('a tree of more nodes than any group has', () => {
    const nodes = new TlsWriter().opaque(new Uint8Array(300_000)).finish();
    const content = {
      context: host.context,
      extensions: [{ type: 2, data: nodes }],
      confirmationTag: host.confirmationTag,
      signer: 0,
    };
    const info = signGroupInfo(content, host.signaturePrivateKey);
    refusedSoon(() => readGroupInfoSummary(encodeMlsMessage({ kind: 'group-info', groupInfo: info })));
  });
});

test('REQ-G10 a tree does not grow without end', () => {
  const leaf = host.tree.leaf(0);
  const width = 1 << 16;
  const full = new RatchetTree({
    leaves: new Array(width).fill(leaf),
    parents: new Array(width - 1).fill(undefined),
  });
  expect(() => new TreeEdit(full).nextFree()).toThrow('as wide as it may be');
});
