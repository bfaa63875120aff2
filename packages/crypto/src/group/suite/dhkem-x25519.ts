import { concatBytes, utf8, wipe } from '../../primitives/bytes.ts';
import { generateX25519, x25519, x25519PublicKey } from '../../primitives/x25519.ts';
import type { Kem } from './kem.ts';
import { kemSuiteId, labeledExpand, labeledExtract } from './labeled-hkdf.ts';

const suiteId = kemSuiteId(0x0020);
const none = new Uint8Array();
const [dkpPrk, sk, eaePrk, sharedSecret] = [
  utf8('dkp_prk'),
  utf8('sk'),
  utf8('eae_prk'),
  utf8('shared_secret'),
];

/** DHKEM(X25519, HKDF-SHA256), RFC 9180 section 4.1: keys and output 32 bytes. */
export const dhkemX25519: Kem = {
  id: 0x0020,
  publicKeyBytes: 32,
  privateKeyBytes: 32,
  outputBytes: 32,
  deriveKeyPair(ikm) {
    const prk = labeledExtract(suiteId, none, dkpPrk, ikm);
    const privateKey = labeledExpand(suiteId, prk, sk, none, 32);
    wipe(prk);
    return { privateKey, publicKey: x25519PublicKey(privateKey) };
  },
  publicKeyOf: x25519PublicKey,
  encapsulate(publicKey, random) {
    const ephemeral = generateX25519(random);
    const shared = x25519(ephemeral.privateKey, publicKey);
    const secret = extractAndExpand(shared, ephemeral.publicKey, publicKey);
    wipe(ephemeral.privateKey);
    return { secret, output: ephemeral.publicKey };
  },
  decapsulate(output, privateKey) {
    return extractAndExpand(x25519(privateKey, output), output, x25519PublicKey(privateKey));
  },
};

function extractAndExpand(shared: Uint8Array, output: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const prk = labeledExtract(suiteId, none, eaePrk, shared);
  const secret = labeledExpand(suiteId, prk, sharedSecret, concatBytes(output, publicKey), 32);
  wipe(shared, prk);
  return secret;
}
