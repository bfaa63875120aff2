import { beforeAll, describe, expect, test } from 'vitest';
import { applyProposals } from '../../src/group/commit/apply-proposals.ts';
import { nextEpoch, provisionalContext } from '../../src/group/commit/next-epoch.ts';
import { sortProposals } from '../../src/group/commit/proposal-list.ts';
import { resolveProposals } from '../../src/group/commit/resolve-proposals.ts';
import { decodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { openPrivate, openPublic } from '../../src/group/framing/open-content.ts';
import {
  createCommit,
  encryptMessage,
  epochAuthenticator,
  exportGroupInfo,
  type GroupState,
  joinExternally,
  openMessage,
  type ProposalInput,
} from '../../src/group/index.ts';
import { zeroSecret } from '../../src/group/schedule/key-schedule.ts';
import { hpkeContext, openHpke } from '../../src/group/suite/hpke.ts';
import { labeledHpke } from '../../src/group/suite/labels.ts';
import { applyPath } from '../../src/group/tree/open-update-path.ts';
import { ready, utf8 } from '../../src/primitives/index.ts';
import { acceptCommit, groupOf, identityOf, newcomer, type TestGroup } from './group-of.ts';
import { hostileCommit } from './hostile-commit.ts';

/** REQ-G9: after its removal a member learns nothing new, with every key it had and every byte that follows. */

let group: TestGroup;
beforeAll(async () => {
  await ready();
  group = groupOf(6, 'removed member');
});

const removed = 3;
const state = (leaf: number) => group.states[leaf] as GroupState;
const removal = { kind: 'remove', leaf: removed } as const;
const withNewcomer = (): ProposalInput[] => [
  removal,
  { kind: 'add', keyPackage: newcomer('in its place', group.random).keyPackage },
];

describe.each<[string, () => ProposalInput[]]>([
  ['a single Remove', () => [removal]],
  ['a Remove and an Add in its place', withNewcomer],
  ['two Removes', () => [removal, { kind: 'remove', leaf: 4 }]],
])('REQ-G9 a member removed by a commit with %s', (_, proposals) => {
  test.each([true, false])('path wanted: %s', (path) => {
    const made = createCommit(state(0), { proposals: proposals(), path, random: group.random });
    const attacker = state(removed);

    const opened = openMessage(attacker, made.commit);
    expect(opened).toMatchObject({ kind: 'commit', staged: { next: undefined } });
    for (const guess of guessedEpochs(attacker, made.commit))
      expect(epochAuthenticator(guess)).not.toEqual(epochAuthenticator(made.next));
    expect(openedPathSecrets(attacker, made.commit)).toBe(0);

    // Nothing that follows opens either, and the GroupInfo lets nobody in whom the members do not accept.
    const later = acceptCommit(state(1), made.commit);
    const message = encryptMessage(later, utf8('without you'), { random: group.random }).message;
    expect(openMessage(attacker, message)).toEqual({ kind: 'wrong-epoch', epoch: later.epoch });
    for (const guess of guessedEpochs(attacker, made.commit))
      expect(() => openMessage(guess, message)).toThrow();
    const next = createCommit(later, { proposals: [], random: group.random });
    for (const guess of guessedEpochs(attacker, made.commit))
      expect(() => openMessage(guess, next.commit)).toThrow();
  });
});

test('REQ-G9 the attack works where a commit has no path', () => {
  const made = hostileCommit(state(0), { proposals: [removal], path: false, random: group.random });
  const guessed = guessedEpochs(state(removed), made.commit).map((guess) => epochAuthenticator(guess));
  expect(guessed).toContainEqual(epochAuthenticator(made.next));
});

test('REQ-G9 it can come back only by a commit that everybody sees', () => {
  const made = createCommit(state(0), { proposals: [removal], random: group.random });
  const back = joinExternally({
    groupInfo: exportGroupInfo(made.next),
    identity: identityOf('again', group.random),
    random: group.random,
  });
  const seen = openMessage(acceptCommit(state(1), made.commit), back.commit);
  expect(seen).toMatchObject({ kind: 'commit', staged: { committer: 'external' } });
});

/**
 * The epochs a removed member can compute from what it had: with the path it cannot open left out, that is with
 * a commit secret of zeros. Had the commit no path, this would be the epoch of the others.
 */
function guessedEpochs(attacker: GroupState, bytes: Uint8Array): GroupState[] {
  const { message, commit } = commitOf(attacker, bytes);
  const { suite, groupId, tree } = attacker;
  const { sender } = message.content;
  if (sender.kind !== 'member') throw new Error('a member commits here');
  const sent = resolveProposals(commit.proposals, sender, attacker.proposals);
  const list = sortProposals(sent, sender.leaf, tree, suite);
  const { extensions } = attacker.context;
  const provisional = applyProposals({ suite, groupId, tree, extensions }, list);
  const added = new Set(provisional.added);
  const trees = [provisional.tree];
  if (commit.path !== undefined)
    trees.push(applyPath(suite, provisional.tree, sender.leaf, commit.path, added));
  return trees.map((after) => {
    const context = provisionalContext(attacker.context, after, extensions);
    const keys = { init: attacker.secrets.init, commitSecret: zeroSecret, pskSecret: zeroSecret };
    return nextEpoch(attacker, context, message, keys, { ...attacker, tree: after }).state;
  });
}

/** How many of a path's secrets open with any private key the removed member has. */
function openedPathSecrets(attacker: GroupState, bytes: Uint8Array): number {
  const { message, commit } = commitOf(attacker, bytes);
  const { sender } = message.content;
  if (commit.path === undefined || sender.kind !== 'member') throw new Error('a member commits with a path');
  const { suite, groupId, tree } = attacker;
  const { extensions } = attacker.context;
  const list = sortProposals(resolveProposals(commit.proposals, sender, new Map()), sender.leaf, tree, suite);
  const provisional = applyProposals({ suite, groupId, tree, extensions }, list);
  const after = applyPath(suite, provisional.tree, sender.leaf, commit.path, new Set(provisional.added));
  const hpke = labeledHpke(
    suite,
    'UpdatePathNode',
    provisionalContext(attacker.context, after, extensions).encoded,
  );
  const contexts = [hpke, hpkeContext(suite, new Uint8Array())];
  let opened = 0;
  for (const { encryptedPathSecrets } of commit.path.nodes)
    for (const sealed of encryptedPathSecrets)
      for (const key of attacker.privateKeys.values())
        for (const context of contexts) {
          try {
            openHpke(context, key, sealed);
            opened++;
          } catch {}
        }
  return opened;
}

function commitOf(reader: GroupState, bytes: Uint8Array) {
  const decoded = decodeMlsMessage(bytes);
  if (decoded.kind !== 'private' && decoded.kind !== 'public') throw new Error(decoded.kind);
  const opened =
    decoded.kind === 'private' ? openPrivate(reader, decoded.message) : openPublic(reader, decoded.message);
  if (opened.kind !== 'message' || opened.message.content.body.kind !== 'commit')
    throw new Error('no commit');
  return { message: opened.message, commit: opened.message.content.body.commit };
}
