import { utf8 } from '../../primitives/bytes.ts';
import { CryptoError } from '../../primitives/crypto-error.ts';
import type { Random } from '../../primitives/random.ts';
import type { GroupState } from '../state/group-state.ts';
import type { CipherSuite } from '../suite/cipher-suite.ts';
import { exportFromHpke, hpkeContext } from '../suite/hpke.ts';

const exportLabel = utf8('MLS 1.0 external init secret');

/** The init secret of somebody who joins by itself (RFC 9420 section 8.3): 32 bytes and the KEM output. */
export function drawExternalInit(
  suite: CipherSuite,
  externalPublicKey: Uint8Array,
  random: Random,
): { readonly init: Uint8Array; readonly kemOutput: Uint8Array } {
  if (externalPublicKey.length !== suite.kem.publicKeyBytes)
    throw new CryptoError('bad-length', 'external key');
  const { secret, output } = suite.kem.encapsulate(externalPublicKey, random);
  return {
    init: exportFromHpke(hpkeContext(suite, new Uint8Array()), secret, exportLabel),
    kemOutput: output,
  };
}

/** The same on the members' side. @throws CryptoError `bad-length`, `weak-key`. */
export function externalInitSecret(state: GroupState, kemOutput: Uint8Array): Uint8Array {
  const { suite, secrets } = state;
  if (kemOutput.length !== suite.kem.outputBytes) throw new CryptoError('bad-length', 'external init');
  const { privateKey } = suite.kem.deriveKeyPair(secrets.external);
  const secret = suite.kem.decapsulate(kemOutput, privateKey);
  return exportFromHpke(hpkeContext(suite, new Uint8Array()), secret, exportLabel);
}
