import type { Random } from '../primitives/random.ts';
import { applyProposals } from './commit/apply-proposals.ts';
import { type ChosenProposals, chooseProposals } from './commit/choose-proposals.ts';
import { nextEpoch, provisionalContext } from './commit/next-epoch.ts';
import { nextPrivateKeys } from './commit/next-private-keys.ts';
import { renewedLeaf } from './commit/own-leaf.ts';
import { requiresPath, sortProposals } from './commit/proposal-list.ts';
import { groupPsks } from './commit/psk-source.ts';
import { resolveProposals } from './commit/resolve-proposals.ts';
import { sealWelcome } from './commit/seal-welcome.ts';
import { type MessageFormat, wireFormats } from './framing/authenticated-content.ts';
import { ownContent, sealContent, signOwnContent } from './framing/seal-content.ts';

import { type ProposalInput, proposalFrom } from './proposal-input.ts';
import { zeroSecret } from './schedule/key-schedule.ts';
import { type PskSource, pskSecret } from './schedule/psk-secret.ts';
import type { GroupState } from './state/group-state.ts';
import type { ProposalOrRef } from './structures/commit.ts';
import type { Extension } from './structures/extension.ts';
import type { CipherSuite } from './suite/cipher-suite.ts';
import { drawPath, type FreshPath, sealPath } from './tree/create-update-path.ts';
import { leafToNode } from './tree/tree-math.ts';

export type CommitOptions = {
  readonly proposals: readonly ProposalInput[];
  /** Also carry out what waits, as far as it can stand together (default true). */
  readonly byReference?: boolean;
  readonly authenticatedData?: Uint8Array;
  /** Of the GroupInfo inside the Welcome; from the next state when a function. */
  readonly welcomeExtensions?: readonly Extension[] | ((next: GroupState) => readonly Extension[]);
  /** Whether the Welcome carries the tree (default true). */
  readonly withTree?: boolean;
  readonly wireFormat?: MessageFormat;
  /** Fresh keys for the committer (default true). Without, only where RFC 9420 section 12.4 allows it. */
  readonly path?: boolean;
  readonly psks?: PskSource;
  readonly random: Random;
};

export type CreatedCommit = {
  /** The same epoch, with the own ratchet moved: what remains if the commit is not accepted. */
  readonly state: GroupState;
  /** After the commit: adopted once the commit is accepted. */
  readonly next: GroupState;
  /** An MLSMessage. */
  readonly commit: Uint8Array;
  /** An MLSMessage, when anybody is added. */
  readonly welcome: Uint8Array | undefined;
  /** References (32 bytes) of proposals that waited and could not be carried out. */
  readonly leftOut: readonly Uint8Array[];
};

/**
 * A commit (RFC 9420 section 12.4.1): the next epoch of the group, its message to the members and the Welcome
 * to those it adds. Nothing is changed until the caller adopts one of the states.
 *
 * @throws CryptoError `invalid-proposal`, `invalid-key-package`, `invalid-leaf`, `unknown-psk`.
 */
export function createCommit(state: GroupState, options: CommitOptions): CreatedCommit {
  const { suite, ownLeaf } = state;
  const { random } = options;
  const own = options.proposals.map(
    (input): ProposalOrRef => ({ kind: 'proposal', proposal: proposalFrom(input, random) }),
  );
  const { chosen, leftOut } =
    options.byReference === false ? nothingWaiting : chooseProposals(state, own, options.psks);
  const entries: ProposalOrRef[] = [...chosen, ...own];
  const sender = { kind: 'member', leaf: ownLeaf } as const;
  const sent = resolveProposals(entries, sender, state.proposals);
  const list = sortProposals(sent, ownLeaf, state.tree, suite);
  const provisional = applyProposals(
    { ...state, groupId: state.groupId, extensions: state.context.extensions },
    list,
  );
  const added = new Set(provisional.added);

  const withPath = options.path !== false || requiresPath(sent.map((entry) => entry.proposal));
  const path = withPath ? drawOwnPath(state, suite, provisional.tree, random) : undefined;
  const tree = path?.tree ?? provisional.tree;
  const context = provisionalContext(state.context, tree, provisional.extensions);
  const updatePath = path && sealPath(suite, provisional.tree, path, added, context.encoded, random);

  const body = { kind: 'commit', commit: { proposals: entries, path: updatePath } } as const;
  const content = ownContent(state, body, options.authenticatedData ?? new Uint8Array());
  const signed = signOwnContent(state, options.wireFormat ?? wireFormats.private, content);
  const psk = pskSecret(list.psks, groupPsks(state, options.psks));
  const keys = { init: state.secrets.init, commitSecret: path?.commitSecret ?? zeroSecret, pskSecret: psk };
  const privateKeys = nextPrivateKeys(state.tree, tree, state.privateKeys, pathPrivateKeys(path, ownLeaf));
  const { state: next, joiner } = nextEpoch(state, context, signed, keys, { ...state, tree, privateKeys });
  const sealed = sealContent(state, { ...signed, confirmationTag: next.confirmationTag }, random);

  const newMembers = list.adds.map(({ keyPackage }, at) => ({
    keyPackage,
    leaf: provisional.added[at] as number,
  }));
  const extensions = options.welcomeExtensions ?? [];
  const welcome = (): Uint8Array =>
    sealWelcome(
      next,
      joiner,
      psk,
      newMembers,
      path,
      {
        psks: list.psks,
        extensions: typeof extensions === 'function' ? extensions(next) : extensions,
        withTree: options.withTree !== false,
      },
      random,
    );
  return {
    state: sealed.state,
    next,
    commit: sealed.message,
    welcome: newMembers.length > 0 ? welcome() : undefined,
    leftOut,
  };
}

function drawOwnPath(
  state: GroupState,
  suite: CipherSuite,
  tree: Parameters<typeof drawPath>[1],
  random: Random,
): FreshPath {
  return drawPath(
    suite,
    tree,
    state.ownLeaf,
    (encryptionKey, parentHash) => renewedLeaf(state, encryptionKey, { kind: 'commit', parentHash }),
    random,
  );
}

/** The private keys that a path gives its maker. */
export function pathPrivateKeys(path: FreshPath | undefined, leaf: number): ReadonlyMap<number, Uint8Array> {
  if (path === undefined) return new Map();
  return new Map([
    [leafToNode(leaf), path.leafPrivateKey],
    ...path.nodes.map(({ node, keyPair }) => [node, keyPair.privateKey] as const),
  ]);
}

const nothingWaiting: ChosenProposals = { chosen: [], leftOut: [] };
