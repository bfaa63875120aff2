import { bytesEqual } from '../../primitives/bytes.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type CipherSuiteId, cipherSuite } from '../suite/cipher-suite.ts';
import { refHash, signWithLabel, verifyWithLabel } from '../suite/labels.ts';
import { type Extension, readExtensions, writeExtensions } from './extension.ts';
import { type LeafNode, readLeafNode, writeLeafNode } from './leaf-node.ts';
import { isLeafSigned } from './leaf-signature.ts';
import { mls10, readVersion } from './protocol-version.ts';

export type KeyPackageContent = {
  /** The code point; it may be of a suite that is not supported here. */
  readonly cipherSuite: number;
  /** HPKE public key that receives the Welcome; not the leaf's. */
  readonly initKey: Uint8Array;
  readonly leafNode: LeafNode;
  readonly extensions: readonly Extension[];
};

/** What somebody is added to a group with (RFC 9420 section 10). Immutable; `encoded` is its one encoding. */
export type KeyPackage = KeyPackageContent & { readonly signature: Uint8Array; readonly encoded: Uint8Array };

export function signKeyPackage(content: KeyPackageContent, signaturePrivateKey: Uint8Array): KeyPackage {
  const signature = signWithLabel(signaturePrivateKey, 'KeyPackageTBS', toBeSigned(content));
  const encoded = new TlsWriter(1024).bytes(toBeSigned(content)).opaque(signature).finish();
  return { ...content, signature, encoded };
}

/**
 * Whether a key package holds together (RFC 9420 section 10.1): suite and version known, source and signatures
 * right, the init key not the leaf's key, key lengths those of the suite. Its lifetime is the caller's to
 * compare with the time.
 */
export function isKeyPackageValid(keyPackage: KeyPackage): boolean {
  const { leafNode, initKey } = keyPackage;
  if (!isSupported(keyPackage.cipherSuite)) return false;
  const { kem } = cipherSuite(keyPackage.cipherSuite);
  if (initKey.length !== kem.publicKeyBytes || leafNode.encryptionKey.length !== kem.publicKeyBytes)
    return false;
  if (leafNode.source.kind !== 'key-package') return false;
  if (bytesEqual(initKey, leafNode.encryptionKey)) return false;
  return (
    isLeafSigned(leafNode, { groupId: new Uint8Array(), leaf: 0 }) &&
    verifyWithLabel(leafNode.signatureKey, 'KeyPackageTBS', toBeSigned(keyPackage), keyPackage.signature)
  );
}

/** KeyPackageRef (RFC 9420 section 5.2): 32 bytes. */
export function keyPackageRef(keyPackage: KeyPackage): Uint8Array {
  return refHash('MLS 1.0 KeyPackage Reference', keyPackage.encoded);
}

export function writeKeyPackage(writer: TlsWriter, keyPackage: KeyPackage): void {
  writer.bytes(keyPackage.encoded);
}

export function readKeyPackage(reader: TlsReader): KeyPackage {
  const from = reader.at;
  readVersion(reader);
  const content: KeyPackageContent = {
    cipherSuite: reader.uint16(),
    initKey: reader.opaque(),
    leafNode: readLeafNode(reader),
    extensions: readExtensions(reader),
  };
  return { ...content, signature: reader.opaque(), encoded: reader.since(from) };
}

function toBeSigned(content: KeyPackageContent): Uint8Array {
  const writer = new TlsWriter(1024).uint16(mls10).uint16(content.cipherSuite).opaque(content.initKey);
  writeLeafNode(writer, content.leafNode);
  writeExtensions(writer, content.extensions);
  return writer.view();
}

function isSupported(id: number): id is CipherSuiteId {
  try {
    cipherSuite(id);
    return true;
  } catch {
    return false;
  }
}
