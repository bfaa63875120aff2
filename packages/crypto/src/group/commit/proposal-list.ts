import { toHex } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import { encode } from '../codec/tls-writer.ts';
import type { Sender } from '../framing/framed-content.ts';
import { type Extension, requiredCapabilities } from '../structures/extension.ts';
import { isKeyPackageValid } from '../structures/key-package.ts';
import { type PreSharedKeyId, writePreSharedKeyId } from '../structures/pre-shared-key-id.ts';
import type { Proposal, ReInit } from '../structures/proposal.ts';
import { type CipherSuite, hashBytes } from '../suite/cipher-suite.ts';
import type { RatchetTree } from '../tree/ratchet-tree.ts';

/** A proposal of a commit with who proposed it. By value, that is the committer. */
export type SentProposal = {
  readonly proposal: Proposal;
  readonly sender: Sender;
  readonly byReference: boolean;
};

/** A commit's proposals sorted by what they do. */
export type ProposalList = {
  readonly adds: readonly Extract<Proposal, { kind: 'add' }>[];
  readonly updates: readonly {
    readonly leaf: number;
    readonly leafNode: Extract<Proposal, { kind: 'update' }>['leafNode'];
  }[];
  readonly removes: readonly number[];
  readonly psks: readonly PreSharedKeyId[];
  readonly extensions: readonly Extension[] | undefined;
  readonly reinit: ReInit | undefined;
  readonly externalInit: Uint8Array | undefined;
};

/**
 * Sorts and checks the proposals of a commit (RFC 9420 section 12.2). What depends on the tree after them is
 * checked when they are applied.
 *
 * @param committer a leaf, or `external` for somebody who joins by the commit.
 * @throws CryptoError `invalid-proposal`, `invalid-key-package`.
 */
export function sortProposals(
  sent: readonly SentProposal[],
  committer: number | 'external',
  tree: RatchetTree,
  suite: CipherSuite,
): ProposalList {
  const proposals = sent.map((entry) => entry.proposal);
  const adds = ofKind(proposals, 'add');
  const removes = ofKind(proposals, 'remove').map((proposal) => proposal.leaf);
  const updates = sent.flatMap(({ proposal, sender }) => {
    if (proposal.kind !== 'update') return [];
    if (sender.kind !== 'member') throw refused('an update by somebody outside');
    return [{ leaf: sender.leaf, leafNode: proposal.leafNode }];
  });
  const psks = ofKind(proposals, 'psk').map((proposal) => proposal.psk);
  const contexts = ofKind(proposals, 'group-context');
  const [reinit] = ofKind(proposals, 'reinit');
  const externalInits = ofKind(proposals, 'external-init');

  if (committer === 'external') requireExternal(sent, externalInits.length, removes.length);
  else {
    if (externalInits.length > 0) throw refused('an external init by a member');
    if (updates.some((update) => update.leaf === committer)) throw refused("the committer's own update");
    if (removes.includes(committer)) throw refused('the committer removes itself');
  }
  const touched = [...removes, ...updates.map((update) => update.leaf)];
  if (new Set(touched).size !== touched.length) throw refused('a member removed or updated twice');
  if (touched.some((leaf) => tree.leaf(leaf) === undefined)) throw refused('nobody is at that leaf');
  if (contexts.length > 1) throw refused('the context changed twice');
  if (contexts[0] !== undefined) requiredCapabilities(contexts[0].extensions);
  if (reinit !== undefined && proposals.length > 1) throw refused('a reinit beside other proposals');
  requirePsks(psks);
  for (const { keyPackage } of adds)
    if (keyPackage.cipherSuite !== suite.id || !isKeyPackageValid(keyPackage))
      throw new CryptoError('invalid-key-package', 'a key package that does not hold together');
  return {
    adds,
    updates,
    removes,
    psks,
    extensions: contexts[0]?.extensions,
    reinit,
    externalInit: externalInits[0]?.kemOutput,
  };
}

/** Whether a commit of these proposals must carry a path (RFC 9420 section 12.4). */
export function requiresPath(proposals: readonly Proposal[]): boolean {
  return (
    proposals.length === 0 ||
    proposals.some(({ kind }) => kind !== 'add' && kind !== 'psk' && kind !== 'reinit')
  );
}

function requireExternal(sent: readonly SentProposal[], inits: number, removes: number): void {
  if (inits !== 1) throw refused('an external commit has one external init');
  if (removes > 1) throw refused('an external commit removes at most one');
  for (const { proposal, byReference } of sent) {
    if (byReference) throw refused('a reference in an external commit');
    if (!['external-init', 'remove', 'psk'].includes(proposal.kind))
      throw refused('not in an external commit');
  }
}

function requirePsks(psks: readonly PreSharedKeyId[]): void {
  const names = new Set(psks.map(pskName));
  if (names.size !== psks.length) throw refused('a pre-shared key stands twice');
  for (const psk of psks) {
    if (psk.nonce.length !== hashBytes) throw refused('a nonce of the wrong length');
    if (psk.kind === 'resumption' && psk.usage !== 'application') throw refused('a key of another use');
  }
}

const pskName = (psk: PreSharedKeyId): string => toHex(encode(writePreSharedKeyId, psk));

function ofKind<K extends Proposal['kind']>(
  proposals: readonly Proposal[],
  kind: K,
): Extract<Proposal, { kind: K }>[] {
  return proposals.filter((proposal): proposal is Extract<Proposal, { kind: K }> => proposal.kind === kind);
}

const refused = (what: string): CryptoError => new CryptoError('invalid-proposal', what);
