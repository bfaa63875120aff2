import { constantTimeEqual, toHex } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import type { AuthenticatedContent } from '../framing/authenticated-content.ts';
import { zeroSecret } from '../schedule/key-schedule.ts';
import { type PskSource, pskSecret } from '../schedule/psk-secret.ts';
import type { GroupState } from '../state/group-state.ts';
import { type Member, memberOf } from '../state/member.ts';
import type { Commit, UpdatePath } from '../structures/commit.ts';
import type { Extension } from '../structures/extension.ts';
import { applyPath, openPath } from '../tree/open-update-path.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';
import { TreeEdit } from '../tree/tree-edit.ts';
import { leafToNode } from '../tree/tree-math.ts';
import { validateCredentialTypes, validateLeaf } from '../tree/validate-leaf.ts';
import { applyProposals, type Provisional } from './apply-proposals.ts';
import { externalInitSecret } from './external-init.ts';
import { nextEpoch, provisionalContext } from './next-epoch.ts';
import { nextPrivateKeys } from './next-private-keys.ts';
import { type ProposalList, requiresPath, type SentProposal, sortProposals } from './proposal-list.ts';
import { groupPsks } from './psk-source.ts';
import { resolveProposals } from './resolve-proposals.ts';

/**
 * A commit whose cryptography holds. Whether its author may do what it does is the client's to decide before it
 * adopts `next`; nothing has changed until then.
 */
export type StagedCommit = {
  /** The state after it; undefined when it removes this member. */
  readonly next: GroupState | undefined;
  /** The author: a member's leaf in the tree before, or `external` for somebody who joins by it. */
  readonly committer: number | 'external';
  /** The author's leaf after it. */
  readonly committerAfter: Member | undefined;
  readonly added: readonly Member[];
  readonly removed: readonly Member[];
  /** As they are after it: updates, and the author's own leaf when there is a path. */
  readonly updated: readonly Member[];
  readonly extensionsBefore: readonly Extension[];
  readonly extensionsAfter: readonly Extension[];
  readonly proposals: readonly SentProposal[];
  readonly authenticatedData: Uint8Array;
};

/**
 * Processes a commit (RFC 9420 section 12.4.2) up to the confirmation tag.
 *
 * @throws CryptoError `invalid-commit`, `invalid-proposal`, `unknown-proposal`, `unknown-psk`, and those of
 * keys and leaves.
 */
export function stageCommit(
  state: GroupState,
  message: AuthenticatedContent,
  commit: Commit,
  psks: PskSource | undefined,
): StagedCommit {
  const { sender } = message.content;
  const { suite, groupId } = state;
  if (sender.kind !== 'member' && sender.kind !== 'new-member-commit')
    throw refused('a commit by somebody outside');
  const committer = sender.kind === 'member' ? sender.leaf : 'external';
  const sent = resolveProposals(commit.proposals, sender, state.proposals);
  const list = sortProposals(sent, committer, state.tree, suite);
  if (commit.path === undefined && requiresPath(sent.map((entry) => entry.proposal)))
    throw refused('a path is missing');
  const before = { suite, groupId, tree: state.tree, extensions: state.context.extensions };
  const provisional = applyProposals(before, list);
  const place =
    committer === 'external' ? freeLeaf(provisional.tree) : { tree: provisional.tree, leaf: committer };
  const added = new Set(provisional.added);
  const tree =
    commit.path === undefined
      ? provisional.tree
      : applyPath(suite, place.tree, place.leaf, commit.path, added);
  if (commit.path !== undefined)
    validateCommitter(state, committer, place.leaf, commit.path, tree, provisional);

  const staged = {
    committer,
    committerAfter: memberAt(tree, place.leaf),
    added: provisional.added.flatMap((leaf) => memberAt(tree, leaf) ?? []),
    removed: list.removes.flatMap((leaf) => memberAt(state.tree, leaf) ?? []),
    updated: updatedMembers(list, commit, place.leaf, tree),
    extensionsBefore: state.context.extensions,
    extensionsAfter: provisional.extensions,
    proposals: sent,
    authenticatedData: message.content.authenticatedData,
  } as const;
  if (list.removes.includes(state.ownLeaf)) return { ...staged, next: undefined };

  const known = withOwnUpdate(state, commit, sent);
  const context = provisionalContext(state.context, tree, provisional.extensions);
  const opened = commit.path && {
    ...openPath(
      suite,
      place.tree,
      place.leaf,
      commit.path,
      added,
      context.encoded,
      state.ownLeaf,
      nextPrivateKeys(state.tree, place.tree, state.privateKeys, known),
    ),
  };
  const privateKeys = nextPrivateKeys(
    state.tree,
    tree,
    state.privateKeys,
    new Map([...known, ...(opened?.privateKeys ?? [])]),
  );
  const keys = {
    init: list.externalInit === undefined ? state.secrets.init : externalInitSecret(state, list.externalInit),
    commitSecret: opened?.commitSecret ?? zeroSecret,
    pskSecret: pskSecret(list.psks, groupPsks(state, psks)),
  };
  const { state: next } = nextEpoch(state, context, message, keys, { ...state, tree, privateKeys });
  const tag = message.confirmationTag;
  if (tag === undefined || !constantTimeEqual(tag, next.confirmationTag)) throw refused('confirmation tag');
  return { ...staged, next };
}

/** The leaf that an external joiner takes (RFC 9420 section 12.4.3.2). */
export function freeLeaf(tree: RatchetTree): { readonly tree: RatchetTree; readonly leaf: number } {
  const edit = new TreeEdit(tree);
  const leaf = edit.nextFree();
  return { tree: edit.finish(), leaf };
}

function validateCommitter(
  state: GroupState,
  committer: number | 'external',
  leaf: number,
  path: UpdatePath,
  tree: RatchetTree,
  provisional: Provisional,
): void {
  if (committer !== 'external' && state.tree.leaf(committer) === undefined) throw refused('nobody committed');
  const { suite, groupId } = state;
  validateLeaf(path.leafNode, leaf, { suite, groupId, extensions: provisional.extensions });
  validateCredentialTypes(tree.parts.leaves);
  if (tree.keys.hasRepetition) throw refused('a key stands twice');
}

/** The own leaf's new key when the commit carries out an update this member proposed. */
function withOwnUpdate(
  state: GroupState,
  commit: Commit,
  sent: readonly SentProposal[],
): ReadonlyMap<number, Uint8Array> {
  const keys = new Map<number, Uint8Array>();
  commit.proposals.forEach((entry, at) => {
    const from = sent[at]?.sender;
    if (entry.kind !== 'reference' || sent[at]?.proposal.kind !== 'update') return;
    if (from?.kind !== 'member' || from.leaf !== state.ownLeaf) return;
    const key = state.updates.get(toHex(entry.reference));
    if (key === undefined) throw refused('an update of this member that it did not make');
    keys.set(leafToNode(state.ownLeaf), key);
  });
  return keys;
}

function updatedMembers(list: ProposalList, commit: Commit, committer: number, tree: RatchetTree): Member[] {
  const leaves = list.updates.map((update) => update.leaf);
  if (commit.path !== undefined && typeof committer === 'number') leaves.push(committer);
  return leaves.flatMap((leaf) => memberAt(tree, leaf) ?? []);
}

function memberAt(tree: RatchetTree, leaf: number): Member | undefined {
  const node = tree.leaf(leaf);
  return node && memberOf(leaf, node);
}

const refused = (what: string): CryptoError => new CryptoError('invalid-commit', what);
