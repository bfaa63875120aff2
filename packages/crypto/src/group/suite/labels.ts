import { utf8 } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import { signEd25519 } from '../../primitives/ed25519.ts';
import { verifyEd25519 } from '../../primitives/ed25519-verify.ts';
import { sha256 } from '../../primitives/hash.ts';
import { hmacSha256 } from '../../primitives/hmac-sha256.ts';
import type { Random } from '../../primitives/random.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type CipherSuite, hashBytes } from './cipher-suite.ts';
import { type HpkeCiphertext, type HpkeContext, hpkeContext, openHpke, sealHpke } from './hpke.ts';

const none = new Uint8Array();

/**
 * ExpandWithLabel (RFC 9420 section 8): HKDF-Expand under "MLS 1.0 " and the label.
 *
 * @param length bytes wanted, at most 32 × 255.
 */
export function expandWithLabel(
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  length: number,
): Uint8Array {
  const info = new TlsWriter(96).uint16(length).opaque(labelBytes(label)).opaque(context).view();
  if (length > 255 * hashBytes) throw new CryptoError('out-of-range', 'HKDF yields at most 8160 bytes');
  let block: Uint8Array = hmacSha256(secret, info, Uint8Array.of(1));
  if (length === hashBytes) return block;
  if (length < hashBytes) return block.slice(0, length);
  const output = new Uint8Array(length);
  for (let at = 0, counter = 1; at < length; at += hashBytes) {
    output.set(at + hashBytes <= length ? block : block.subarray(0, length - at), at);
    counter++;
    block = hmacSha256(secret, block, info, Uint8Array.of(counter));
  }
  return output;
}

/** DeriveSecret (RFC 9420 section 8): 32 bytes. */
export function deriveSecret(secret: Uint8Array, label: string): Uint8Array {
  return expandWithLabel(secret, label, none, hashBytes);
}

/** DeriveTreeSecret (RFC 9420 section 9): bound to a generation of a ratchet. */
export function deriveTreeSecret(
  secret: Uint8Array,
  label: string,
  generation: number,
  length: number,
): Uint8Array {
  return expandWithLabel(
    secret,
    label,
    Uint8Array.of(generation >>> 24, generation >>> 16, generation >>> 8, generation),
    length,
  );
}

/** SignWithLabel (RFC 9420 section 5.1.2): 64 bytes. @param privateKey the 32-byte Ed25519 seed. */
export function signWithLabel(privateKey: Uint8Array, label: string, content: Uint8Array): Uint8Array {
  return signEd25519(privateKey, labeled(label, content));
}

/** VerifyWithLabel (RFC 9420 section 5.1.2). Total. */
export function verifyWithLabel(
  publicKey: Uint8Array,
  label: string,
  content: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verifyEd25519(publicKey, labeled(label, content), signature);
}

/** The HPKE context of EncryptWithLabel and DecryptWithLabel (RFC 9420 section 5.1.3) for one label and context. */
export function labeledHpke(suite: CipherSuite, label: string, context: Uint8Array): HpkeContext {
  return hpkeContext(suite, labeled(label, context));
}

/** EncryptWithLabel (RFC 9420 section 5.1.3). */
export function encryptWithLabel(
  suite: CipherSuite,
  publicKey: Uint8Array,
  label: string,
  context: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
): HpkeCiphertext {
  return sealHpke(labeledHpke(suite, label, context), publicKey, plaintext, random);
}

/** DecryptWithLabel (RFC 9420 section 5.1.3). @throws CryptoError as `openHpke`. */
export function decryptWithLabel(
  suite: CipherSuite,
  privateKey: Uint8Array,
  label: string,
  context: Uint8Array,
  sealed: HpkeCiphertext,
): Uint8Array {
  return openHpke(labeledHpke(suite, label, context), privateKey, sealed);
}

/** RefHash (RFC 9420 section 5.2): 32 bytes. The label is whole: it gets no prefix. */
export function refHash(label: string, value: Uint8Array): Uint8Array {
  const input = new TlsWriter(value.length + label.length + 8).opaque(utf8(label)).opaque(value);
  return sha256(input.view());
}

/** SignContent, EncryptContext: the prefixed label and the content, each behind its length. */
function labeled(label: string, content: Uint8Array): Uint8Array {
  return new TlsWriter(content.length + 64).opaque(labelBytes(label)).opaque(content).view();
}

/** Labels are few and the same for ever. */
const labelCache = new Map<string, Uint8Array>();

function labelBytes(label: string): Uint8Array {
  const known = labelCache.get(label);
  if (known !== undefined) return known;
  const bytes = utf8(`MLS 1.0 ${label}`);
  if (labelCache.size < 64) labelCache.set(label, bytes);
  return bytes;
}
