import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';
import type { HpkeCiphertext } from '../suite/hpke.ts';
import { readHpkeCiphertext, writeHpkeCiphertext } from './hpke-ciphertext.ts';
import { type LeafNode, readLeafNode, writeLeafNode } from './leaf-node.ts';
import { type Proposal, readProposal, writeProposal } from './proposal.ts';

/** A proposal in the commit itself, or the reference of one sent before. */
export type ProposalOrRef =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'reference'; readonly reference: Uint8Array };

export type UpdatePathNode = {
  readonly encryptionKey: Uint8Array;
  /** One for each node of the copath's resolution, in its order. */
  readonly encryptedPathSecrets: readonly HpkeCiphertext[];
};

/** The committer's new leaf and fresh keys up to the root (RFC 9420 section 7.6). */
export type UpdatePath = { readonly leafNode: LeafNode; readonly nodes: readonly UpdatePathNode[] };

/** RFC 9420 section 12.4. */
export type Commit = { readonly proposals: readonly ProposalOrRef[]; readonly path: UpdatePath | undefined };

export function writeCommit(writer: TlsWriter, commit: Commit): void {
  writer.list(commit.proposals, (item, entry) => {
    if (entry.kind === 'reference') item.uint8(2).opaque(entry.reference);
    else writeProposal(item.uint8(1), entry.proposal);
  });
  writer.optional(commit.path, writeUpdatePath);
}

export function readCommit(reader: TlsReader): Commit {
  return { proposals: reader.list(readProposalOrRef), path: reader.optional(readUpdatePath) };
}

function readProposalOrRef(reader: TlsReader): ProposalOrRef {
  const type = reader.uint8();
  if (type === 1) return { kind: 'proposal', proposal: readProposal(reader) };
  if (type === 2) return { kind: 'reference', reference: reader.opaque() };
  throw new CryptoError('bad-encoding', 'neither a proposal nor a reference');
}

export function writeUpdatePath(writer: TlsWriter, path: UpdatePath): void {
  writeLeafNode(writer, path.leafNode);
  writer.list(path.nodes, (item, node) => {
    item.opaque(node.encryptionKey).list(node.encryptedPathSecrets, writeHpkeCiphertext);
  });
}

export function readUpdatePath(reader: TlsReader): UpdatePath {
  return {
    leafNode: readLeafNode(reader),
    nodes: reader.list((item) => ({
      encryptionKey: item.opaque(),
      encryptedPathSecrets: item.list(readHpkeCiphertext),
    })),
  };
}
