import { drawExternalInit } from '../../src/group/commit/external-init.ts';
import { nextEpoch, provisionalContext } from '../../src/group/commit/next-epoch.ts';
import { pathPrivateKeys } from '../../src/group/create-commit.ts';
import { signContent } from '../../src/group/framing/authenticated-content.ts';
import { framedContent, type Sender } from '../../src/group/framing/framed-content.ts';
import { encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { sealContent } from '../../src/group/framing/seal-content.ts';
import type { LeafIdentity } from '../../src/group/index.ts';
import { zeroSecret } from '../../src/group/schedule/key-schedule.ts';
import { pskSecret } from '../../src/group/schedule/psk-secret.ts';
import type { GroupState } from '../../src/group/state/group-state.ts';
import { ownCapabilities } from '../../src/group/structures/capabilities.ts';
import type { UpdatePath } from '../../src/group/structures/commit.ts';
import { basicCredential } from '../../src/group/structures/credential.ts';
import { type LeafNode, type LeafNodeContent, signLeafNode } from '../../src/group/structures/leaf-node.ts';
import type { Proposal } from '../../src/group/structures/proposal.ts';
import { drawPath, type FreshPath, sealPath } from '../../src/group/tree/create-update-path.ts';
import type { RatchetTree } from '../../src/group/tree/ratchet-tree.ts';
import { TreeEdit } from '../../src/group/tree/tree-edit.ts';
import type { Random } from '../../src/primitives/index.ts';

export type HostileCommit = {
  readonly proposals?: readonly Proposal[];
  /** References instead of, and before, those by value; with what they stand for. */
  readonly references?: readonly {
    readonly reference: Uint8Array;
    readonly proposal: Proposal;
    readonly from: number;
  }[];
  readonly path?: boolean;
  /** Another leaf than the right one. */
  readonly leaf?: (content: LeafNodeContent) => LeafNodeContent;
  /** Signs the leaf for another place. */
  readonly leafPlace?: number;
  /** Changes the path after it was drawn and sealed. */
  readonly editPath?: (path: UpdatePath, drawn: FreshPath, context: Uint8Array) => UpdatePath;
  readonly confirmationTag?: (right: Uint8Array) => Uint8Array;
  readonly wireFormat?: 1 | 2;
  /** Somebody outside commits, with this init secret. */
  readonly external?: { readonly identity: LeafIdentity; readonly init: Uint8Array };
  readonly random: Random;
};

/**
 * A commit as somebody would make it who keeps to none of the rules about what may be in it, but to all about
 * how it is computed: with the rule in question gone, everybody would accept it.
 */
export function hostileCommit(
  state: GroupState,
  hostile: HostileCommit,
): { commit: Uint8Array; next: GroupState } {
  const { random, external } = hostile;
  const { suite, groupId } = state;
  const byValue = hostile.proposals ?? [];
  const references = hostile.references ?? [];
  const applied = [
    ...references.map(({ proposal, from }) => ({ proposal, from })),
    ...byValue.map((proposal) => ({ proposal, from: state.ownLeaf })),
  ];
  const { tree: provisional, added } = applyAnyway(state.tree, applied);
  const extensions =
    applied
      .flatMap(({ proposal }) => (proposal.kind === 'group-context' ? [proposal.extensions] : []))
      .at(-1) ?? state.context.extensions;

  const edit = new TreeEdit(provisional);
  const committer = external === undefined ? state.ownLeaf : edit.nextFree();
  const before = edit.finish();
  const privateKey = external?.identity.signaturePrivateKey ?? state.signaturePrivateKey;
  const makeLeaf = (encryptionKey: Uint8Array, parentHash: Uint8Array): LeafNode => {
    const current = state.tree.leaf(committer);
    const content: LeafNodeContent = {
      encryptionKey,
      signatureKey: external?.identity.signaturePublicKey ?? (current?.signatureKey as Uint8Array),
      credential:
        external === undefined
          ? (current as LeafNode).credential
          : basicCredential(external.identity.credential),
      capabilities: ownCapabilities,
      extensions: [],
      source: { kind: 'commit', parentHash },
    };
    const place = { groupId, leaf: hostile.leafPlace ?? committer };
    return signLeafNode(hostile.leaf?.(content) ?? content, place, privateKey);
  };
  const path = hostile.path === false ? undefined : drawPath(suite, before, committer, makeLeaf, random);
  const tree = path?.tree ?? before;
  const context = provisionalContext(state.context, tree, extensions);
  const sealed = path && sealPath(suite, before, path, added, context.encoded, random);
  const updatePath = sealed && (hostile.editPath?.(sealed, path, context.encoded) ?? sealed);

  const sender: Sender =
    external === undefined ? { kind: 'member', leaf: committer } : { kind: 'new-member-commit' };
  const proposals = [
    ...references.map(({ reference }) => ({ kind: 'reference', reference }) as const),
    ...byValue.map((proposal) => ({ kind: 'proposal', proposal }) as const),
  ];
  const body = { kind: 'commit', commit: { proposals, path: updatePath } } as const;
  const fields = { groupId, epoch: state.epoch, sender, authenticatedData: new Uint8Array(), body };
  const content = framedContent(fields);
  const wireFormat = external === undefined ? (hostile.wireFormat ?? 2) : 1;
  const signature = signContent(wireFormat, content, state.context, privateKey);
  const signed = { wireFormat, content, signature };

  const psks = applied.flatMap(({ proposal }) => (proposal.kind === 'psk' ? [proposal.psk] : []));
  const keys = {
    init: external?.init ?? state.secrets.init,
    commitSecret: path?.commitSecret ?? zeroSecret,
    pskSecret: pskSecret(psks, () => zeroSecret),
  };
  const privateKeys = pathPrivateKeys(path, committer);
  const { state: next } = nextEpoch(state, context, signed, keys, {
    ...state,
    tree,
    ownLeaf: committer,
    privateKeys,
  });
  const confirmationTag = hostile.confirmationTag?.(next.confirmationTag) ?? next.confirmationTag;
  const message = { ...signed, confirmationTag };
  const commit =
    external === undefined
      ? sealContent(state, message, random).message
      : encodeMlsMessage({ kind: 'public', message: { ...message, membershipTag: undefined } });
  return { commit, next };
}

/** The proposals in the order in which they take effect, whatever they do. */
function applyAnyway(tree: RatchetTree, applied: readonly { proposal: Proposal; from: number }[]) {
  const edit = new TreeEdit(tree);
  for (const { proposal, from } of applied)
    if (proposal.kind === 'update') edit.update(from, proposal.leafNode);
  for (const { proposal } of applied)
    if (proposal.kind === 'remove' && edit.leaf(proposal.leaf) !== undefined) edit.remove(proposal.leaf);
  const added = new Set<number>();
  for (const { proposal } of applied)
    if (proposal.kind === 'add') added.add(edit.add(proposal.keyPackage.leafNode));
  return { tree: edit.finish(), added };
}

/** An external init that the members of this epoch can open, and the secret they find in it. */
export function externalInit(state: GroupState, random: Random): { proposal: Proposal; init: Uint8Array } {
  const { publicKey } = state.suite.kem.deriveKeyPair(state.secrets.external);
  const { init, kemOutput } = drawExternalInit(state.suite, publicKey, random);
  return { proposal: { kind: 'external-init', kemOutput }, init };
}
