import { concatBytes, utf8, wipe } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import type { Random } from '../../primitives/random.ts';
import { type CipherSuite, nonceBytes } from './cipher-suite.ts';
import { labeledExpand, labeledExtract } from './labeled-hkdf.ts';

/** What one single-shot HPKE encryption yields. */
export type HpkeCiphertext = { readonly kemOutput: Uint8Array; readonly ciphertext: Uint8Array };

/**
 * `key_schedule_context` of HPKE's base mode (RFC 9180 section 5.1). It depends on `info` alone, so whoever
 * encrypts to many keys under one `info` computes it once.
 */
export type HpkeContext = {
  readonly suite: CipherSuite;
  readonly suiteId: Uint8Array;
  readonly context: Uint8Array;
};

export function hpkeContext(suite: CipherSuite, info: Uint8Array): HpkeContext {
  const suiteId = hpkeSuiteId(suite);
  const pskIdHash = labeledExtract(suiteId, none, labels.pskIdHash, none);
  const infoHash = labeledExtract(suiteId, none, labels.infoHash, info);
  return { suite, suiteId, context: concatBytes(Uint8Array.of(0), pskIdHash, infoHash) };
}

/** SealBase (RFC 9180 section 6.1) without associated data. */
export function sealHpke(
  context: HpkeContext,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
): HpkeCiphertext {
  const { kem, aead } = context.suite;
  if (publicKey.length !== kem.publicKeyBytes) throw new CryptoError('bad-length', 'HPKE public key');
  const { secret, output } = kem.encapsulate(publicKey, random);
  const { key, nonce } = keyAndNonce(context, secret);
  const ciphertext = aead.seal(key, nonce, plaintext, none);
  wipe(key, secret);
  return { kemOutput: output, ciphertext };
}

/** OpenBase (RFC 9180 section 6.1). @throws CryptoError `authentication-failed`, `bad-length`, `weak-key`. */
export function openHpke(context: HpkeContext, privateKey: Uint8Array, sealed: HpkeCiphertext): Uint8Array {
  const { kem, aead } = context.suite;
  if (sealed.kemOutput.length !== kem.outputBytes) throw new CryptoError('bad-length', 'HPKE output');
  const secret = kem.decapsulate(sealed.kemOutput, privateKey);
  const { key, nonce } = keyAndNonce(context, secret);
  const plaintext = aead.open(key, nonce, sealed.ciphertext, none);
  wipe(key, secret);
  return plaintext;
}

/** SendExportBase and ReceiveExportBase (RFC 9180 section 6.2), as external commits use them: 32 bytes. */
export function exportFromHpke(
  context: HpkeContext,
  secret: Uint8Array,
  exporterContext: Uint8Array,
): Uint8Array {
  const shared = labeledExtract(context.suiteId, secret, labels.secret, none);
  const exporter = labeledExpand(context.suiteId, shared, labels.exp, context.context, 32);
  return labeledExpand(context.suiteId, exporter, labels.sec, exporterContext, 32);
}

function keyAndNonce(context: HpkeContext, secret: Uint8Array): { key: Uint8Array; nonce: Uint8Array } {
  const { suiteId, suite } = context;
  const shared = labeledExtract(suiteId, secret, labels.secret, none);
  const key = labeledExpand(suiteId, shared, labels.key, context.context, suite.aead.keyBytes);
  const nonce = labeledExpand(suiteId, shared, labels.baseNonce, context.context, nonceBytes);
  wipe(shared);
  return { key, nonce };
}

function hpkeSuiteId(suite: CipherSuite): Uint8Array {
  const ids = [suite.kem.id, hkdfSha256Id, suite.aead.id];
  return concatBytes(utf8('HPKE'), Uint8Array.from(ids.flatMap((id) => [id >>> 8, id & 0xff])));
}

const hkdfSha256Id = 0x0001;
const none = new Uint8Array();
const labels = {
  pskIdHash: utf8('psk_id_hash'),
  infoHash: utf8('info_hash'),
  secret: utf8('secret'),
  key: utf8('key'),
  baseNonce: utf8('base_nonce'),
  exp: utf8('exp'),
  sec: utf8('sec'),
};
