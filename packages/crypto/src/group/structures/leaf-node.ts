import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { signWithLabel } from '../suite/labels.ts';
import { type Capabilities, readCapabilities, writeCapabilities } from './capabilities.ts';
import { type Credential, readCredential, writeCredential } from './credential.ts';
import { type Extension, readExtensions, writeExtensions } from './extension.ts';

/** When a key package may be used, in Unix seconds, both ends included. */
export type Lifetime = { readonly notBefore: bigint; readonly notAfter: bigint };

/** Where a leaf came from (RFC 9420 section 7.2): each source has one field of its own. */
export type LeafNodeSource =
  | { readonly kind: 'key-package'; readonly lifetime: Lifetime }
  | { readonly kind: 'update' }
  | { readonly kind: 'commit'; readonly parentHash: Uint8Array };

/** Everything of a leaf that its signature covers. */
export type LeafNodeContent = {
  /** HPKE public key of the suite. */
  readonly encryptionKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signatureKey: Uint8Array;
  readonly credential: Credential;
  readonly capabilities: Capabilities;
  readonly source: LeafNodeSource;
  readonly extensions: readonly Extension[];
};

/** A member's public face in a group (RFC 9420 section 7.2). Immutable; `encoded` is its one encoding. */
export type LeafNode = LeafNodeContent & { readonly signature: Uint8Array; readonly encoded: Uint8Array };

/** The group and place a leaf of source `update` or `commit` is bound to. */
export type LeafPlace = { readonly groupId: Uint8Array; readonly leaf: number };

const sourceCodes = { 'key-package': 1, update: 2, commit: 3 } as const;

/** A leaf signed by the holder of `signaturePrivateKey` (a 32-byte Ed25519 seed). */
export function signLeafNode(
  content: LeafNodeContent,
  place: LeafPlace | undefined,
  signaturePrivateKey: Uint8Array,
): LeafNode {
  const signature = signWithLabel(signaturePrivateKey, 'LeafNodeTBS', toBeSigned(content, place));
  const writer = new TlsWriter(512);
  writeContent(writer, content);
  return { ...content, signature, encoded: writer.opaque(signature).finish() };
}

export function writeLeafNode(writer: TlsWriter, leaf: LeafNode): void {
  writer.bytes(leaf.encoded);
}

export function readLeafNode(reader: TlsReader): LeafNode {
  const from = reader.at;
  const content: LeafNodeContent = {
    encryptionKey: reader.opaque(),
    signatureKey: reader.opaque(),
    credential: readCredential(reader),
    capabilities: readCapabilities(reader),
    source: readSource(reader),
    extensions: readExtensions(reader),
  };
  return { ...content, signature: reader.opaque(), encoded: reader.since(from) };
}

/** LeafNodeTBS (RFC 9420 section 7.2): what the signature covers. */
export function toBeSigned(content: LeafNodeContent, place: LeafPlace | undefined): Uint8Array {
  const writer = new TlsWriter(512);
  writeContent(writer, content);
  if (content.source.kind !== 'key-package') {
    if (place === undefined) throw new CryptoError('invalid-leaf', 'this leaf belongs to no group');
    writer.opaque(place.groupId).uint32(place.leaf);
  }
  return writer.view();
}

function writeContent(writer: TlsWriter, leaf: LeafNodeContent): void {
  writer.opaque(leaf.encryptionKey).opaque(leaf.signatureKey);
  writeCredential(writer, leaf.credential);
  writeCapabilities(writer, leaf.capabilities);
  const { source } = leaf;
  writer.uint8(sourceCodes[source.kind]);
  if (source.kind === 'key-package')
    writer.uint64(source.lifetime.notBefore).uint64(source.lifetime.notAfter);
  if (source.kind === 'commit') writer.opaque(source.parentHash);
  writeExtensions(writer, leaf.extensions);
}

function readSource(reader: TlsReader): LeafNodeSource {
  switch (reader.uint8()) {
    case sourceCodes['key-package']:
      return { kind: 'key-package', lifetime: { notBefore: reader.uint64(), notAfter: reader.uint64() } };
    case sourceCodes.update:
      return { kind: 'update' };
    case sourceCodes.commit:
      return { kind: 'commit', parentHash: reader.opaque() };
    default:
      throw new CryptoError('bad-encoding', 'an unknown source of a leaf');
  }
}
