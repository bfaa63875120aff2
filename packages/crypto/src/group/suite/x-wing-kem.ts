import { shake256 } from '../../primitives/hash.ts';
import { xWing } from '../../primitives/x-wing.ts';
import type { Kem } from './kem.ts';

/**
 * X-Wing as an HPKE KEM (draft-connolly-cfrg-xwing-kem, "Use in HPKE"): public key 1216, private key (a seed)
 * 32, output 1120 bytes.
 */
export const xWingKem: Kem = {
  id: 0x647a,
  publicKeyBytes: 1216,
  privateKeyBytes: 32,
  outputBytes: 1120,
  deriveKeyPair(ikm) {
    const privateKey = shake256(ikm, 32);
    return { privateKey, publicKey: xWing.keyPair(privateKey).publicKey };
  },
  publicKeyOf: (privateKey) => xWing.keyPair(privateKey).publicKey,
  encapsulate(publicKey, random) {
    const { sharedSecret, ciphertext } = xWing.encapsulate(publicKey, random(64));
    return { secret: sharedSecret, output: ciphertext };
  },
  decapsulate: (output, privateKey) => xWing.decapsulate(privateKey, output),
};
