import { CryptoError } from '../primitives/crypto-error.ts';
import type { Random } from '../primitives/random.ts';
import { decode } from './codec/tls-reader.ts';
import { TlsWriter } from './codec/tls-writer.ts';
import { decodeMlsMessage, encodeMlsMessage } from './framing/mls-message.ts';
import { credentialOf, type LeafIdentity } from './state/leaf-identity.ts';
import { type Member, memberOf } from './state/member.ts';
import { type Capabilities, ownCapabilities } from './structures/capabilities.ts';
import { extensionTypes } from './structures/extension.ts';
import {
  isKeyPackageValid,
  type KeyPackage,
  keyPackageRef,
  signKeyPackage,
} from './structures/key-package.ts';
import { type Lifetime, signLeafNode } from './structures/leaf-node.ts';
import { type CipherSuiteId, cipherSuite } from './suite/cipher-suite.ts';

/** A key package and the keys that open a Welcome to it. */
export type GeneratedKeyPackage = {
  /** An MLSMessage, to be published. */
  readonly keyPackage: Uint8Array;
  /** Secret, opaque; goes with the key package when a Welcome comes. */
  readonly privateKeys: Uint8Array;
  /** KeyPackageRef, 32 bytes. */
  readonly reference: Uint8Array;
};

/**
 * A fresh key package (RFC 9420 section 10).
 *
 * @param options.lastResort marks it as one that may serve more than once (REQ-G6).
 */
export function generateKeyPackage(options: {
  readonly suite: CipherSuiteId;
  readonly identity: LeafIdentity;
  readonly lifetime: Lifetime;
  readonly lastResort?: boolean;
  readonly capabilities?: Capabilities;
  readonly random: Random;
}): GeneratedKeyPackage {
  const { identity, lifetime, random } = options;
  const suite = cipherSuite(options.suite);
  const init = suite.kem.deriveKeyPair(random(32));
  const leafKeys = suite.kem.deriveKeyPair(random(32));
  const leafNode = signLeafNode(
    {
      encryptionKey: leafKeys.publicKey,
      signatureKey: identity.signaturePublicKey,
      credential: credentialOf(identity),
      capabilities: options.capabilities ?? ownCapabilities,
      source: { kind: 'key-package', lifetime },
      extensions: [],
    },
    undefined,
    identity.signaturePrivateKey,
  );
  const extensions =
    options.lastResort === true ? [{ type: extensionTypes.lastResort, data: new Uint8Array() }] : [];
  const keyPackage = signKeyPackage(
    { cipherSuite: suite.id, initKey: init.publicKey, leafNode, extensions },
    identity.signaturePrivateKey,
  );
  return {
    keyPackage: encodeMlsMessage({ kind: 'key-package', keyPackage }),
    privateKeys: new TlsWriter(80).opaque(init.privateKey).opaque(leafKeys.privateKey).finish(),
    reference: keyPackageRef(keyPackage),
  };
}

/** The two private keys of a key package. @throws CryptoError `bad-encoding`. */
export function decodePrivateKeys(bytes: Uint8Array): { init: Uint8Array; leaf: Uint8Array } {
  return decode((reader) => ({ init: reader.opaque(), leaf: reader.opaque() }), bytes);
}

/** Who a key package would add, and when it may be used. */
export type KeyPackageSummary = Member & {
  readonly suite: CipherSuiteId;
  readonly lifetime: Lifetime;
  readonly lastResort: boolean;
  readonly reference: Uint8Array;
};

/**
 * Reads and checks a key package (RFC 9420 section 10.1). Its lifetime, and whether its signature key is the
 * one the person's device list names, are the caller's to check.
 *
 * @param bytes an MLSMessage. @throws CryptoError `invalid-key-package`, `bad-encoding`, `unsupported-suite`.
 */
export function parseKeyPackage(bytes: Uint8Array): KeyPackageSummary {
  const keyPackage = requireKeyPackage(bytes);
  const { leafNode } = keyPackage;
  const suite = cipherSuite(keyPackage.cipherSuite).id;
  if (!isKeyPackageValid(keyPackage) || leafNode.source.kind !== 'key-package')
    throw new CryptoError('invalid-key-package', 'a key package that does not hold together');
  const lastResort = keyPackage.extensions.some(({ type }) => type === extensionTypes.lastResort);
  return {
    ...memberOf(0, leafNode),
    suite,
    lifetime: leafNode.source.lifetime,
    lastResort,
    reference: keyPackageRef(keyPackage),
  };
}

/** @throws CryptoError `invalid-key-package`, `bad-encoding`. */
export function requireKeyPackage(bytes: Uint8Array): KeyPackage {
  const message = decodeMlsMessage(bytes);
  if (message.kind !== 'key-package') throw new CryptoError('invalid-key-package', 'not a key package');
  return message.keyPackage;
}
