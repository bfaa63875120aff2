import { concatBytes, utf8 } from '../primitives/bytes.ts';
import { hkdfSha256 } from '../primitives/hkdf.ts';
import type { Random } from '../primitives/random.ts';
import { open, seal } from '../sealed/sealed-box.ts';

const info = utf8('sotto/device-name/1');
/** Names are padded to this, so that their length says nothing. */
const paddedBytes = 128;

/**
 * A device's name, sealed for the account's own devices; what does not fit into 127 bytes of UTF-8 is cut
 * off. 201 bytes, whatever the name.
 *
 * @param identitySeed 32 bytes.
 */
export function sealDeviceName(
  name: string,
  deviceId: string,
  identitySeed: Uint8Array,
  random: Random,
): Uint8Array {
  const bytes = beginningOf(name, paddedBytes - 1);
  const padded = concatBytes(
    new Uint8Array([bytes.length]),
    bytes,
    new Uint8Array(paddedBytes - 1 - bytes.length),
  );
  return seal(nameKey(identitySeed), padded, utf8(deviceId), random);
}

/** @throws CryptoError `authentication-failed` when it was not sealed by this account for this device. */
export function openDeviceName(sealed: Uint8Array, deviceId: string, identitySeed: Uint8Array): string {
  const padded = open(nameKey(identitySeed), sealed, utf8(deviceId));
  return new TextDecoder().decode(padded.subarray(1, 1 + (padded[0] ?? 0)));
}

/** As many whole characters as fit, in UTF-8. */
function beginningOf(text: string, lengthMax: number): Uint8Array {
  let fits = '';
  let length = 0;
  for (const character of text) {
    length += utf8(character).length;
    if (length > lengthMax) break;
    fits += character;
  }
  return utf8(fits);
}

function nameKey(identitySeed: Uint8Array): Uint8Array {
  return hkdfSha256(new Uint8Array(), identitySeed, info, 32);
}
