import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';
import { type Extension, readExtensions, writeExtensions } from './extension.ts';
import { type KeyPackage, readKeyPackage, writeKeyPackage } from './key-package.ts';
import { type LeafNode, readLeafNode, writeLeafNode } from './leaf-node.ts';
import { type PreSharedKeyId, readPreSharedKeyId, writePreSharedKeyId } from './pre-shared-key-id.ts';

/** A change to a group that a commit may carry out (RFC 9420 section 12.1). */
export type Proposal =
  | { readonly kind: 'add'; readonly keyPackage: KeyPackage }
  | { readonly kind: 'update'; readonly leafNode: LeafNode }
  | { readonly kind: 'remove'; readonly leaf: number }
  | { readonly kind: 'psk'; readonly psk: PreSharedKeyId }
  | ({ readonly kind: 'reinit' } & ReInit)
  | { readonly kind: 'external-init'; readonly kemOutput: Uint8Array }
  | { readonly kind: 'group-context'; readonly extensions: readonly Extension[] };

/** What the group is to be made again with (RFC 9420 section 12.1.5). */
export type ReInit = {
  readonly groupId: Uint8Array;
  readonly version: number;
  readonly cipherSuite: number;
  readonly extensions: readonly Extension[];
};

/** Code points of RFC 9420 section 17.4. */
export const proposalTypes = {
  add: 1,
  update: 2,
  remove: 3,
  psk: 4,
  reinit: 5,
  'external-init': 6,
  'group-context': 7,
} as const;

export function writeProposal(writer: TlsWriter, proposal: Proposal): void {
  writer.uint16(proposalTypes[proposal.kind]);
  switch (proposal.kind) {
    case 'add':
      writeKeyPackage(writer, proposal.keyPackage);
      break;
    case 'update':
      writeLeafNode(writer, proposal.leafNode);
      break;
    case 'remove':
      writer.uint32(proposal.leaf);
      break;
    case 'psk':
      writePreSharedKeyId(writer, proposal.psk);
      break;
    case 'reinit':
      writer.opaque(proposal.groupId).uint16(proposal.version).uint16(proposal.cipherSuite);
      writeExtensions(writer, proposal.extensions);
      break;
    case 'external-init':
      writer.opaque(proposal.kemOutput);
      break;
    case 'group-context':
      writeExtensions(writer, proposal.extensions);
      break;
  }
}

/** @throws CryptoError `bad-encoding` for another type: it has no length, so nothing after it can be read. */
export function readProposal(reader: TlsReader): Proposal {
  switch (reader.uint16()) {
    case proposalTypes.add:
      return { kind: 'add', keyPackage: readKeyPackage(reader) };
    case proposalTypes.update:
      return { kind: 'update', leafNode: readLeafNode(reader) };
    case proposalTypes.remove:
      return { kind: 'remove', leaf: reader.uint32() };
    case proposalTypes.psk:
      return { kind: 'psk', psk: readPreSharedKeyId(reader) };
    case proposalTypes.reinit:
      return {
        kind: 'reinit',
        groupId: reader.opaque(),
        version: reader.uint16(),
        cipherSuite: reader.uint16(),
        extensions: readExtensions(reader),
      };
    case proposalTypes['external-init']:
      return { kind: 'external-init', kemOutput: reader.opaque() };
    case proposalTypes['group-context']:
      return { kind: 'group-context', extensions: readExtensions(reader) };
    default:
      throw new CryptoError('bad-encoding', 'an unknown proposal type');
  }
}
