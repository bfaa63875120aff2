import { CryptoError } from '../primitives/crypto-error.ts';
import { type DeviceList, isWellFormed } from './device-list.ts';
import { encodeDeviceList } from './device-list-codec.ts';
import { signFor } from './sign-for.ts';

/**
 * Signs a device list under the account's identity key (REQ-I1, REQ-I2).
 *
 * @returns the encoded list and its Ed25519 signature (64 bytes). @param identitySeed 32 bytes.
 * @throws CryptoError `out-of-range` for a list no verifier would read.
 */
export function signDeviceList(
  list: DeviceList,
  identitySeed: Uint8Array,
): { list: Uint8Array; signature: Uint8Array } {
  if (!isWellFormed(list)) throw new CryptoError('out-of-range', 'not a well-formed device list');
  const encoded = encodeDeviceList(list);
  return { list: encoded, signature: signFor('sotto/device-list/1', identitySeed, [encoded]) };
}
