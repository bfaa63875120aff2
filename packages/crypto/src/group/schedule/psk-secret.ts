import { CryptoError } from '../../primitives/crypto-error.ts';
import { hmacSha256 } from '../../primitives/hmac-sha256.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type PreSharedKeyId, type PskName, writePreSharedKeyId } from '../structures/pre-shared-key-id.ts';
import { hashBytes } from '../suite/cipher-suite.ts';
import { expandWithLabel } from '../suite/labels.ts';
import { zeroSecret } from './key-schedule.ts';

/** Where pre-shared keys come from. @returns undefined for one this client does not hold. */
export type PskSource = (name: PskName) => Uint8Array | undefined;

/** psk_secret of a list of keys in order (RFC 9420 section 8.4): 32 bytes. @throws CryptoError `unknown-psk`. */
export function pskSecret(psks: readonly PreSharedKeyId[], source: PskSource): Uint8Array {
  let secret: Uint8Array = zeroSecret;
  psks.forEach((id, index) => {
    const psk = source(id);
    if (psk === undefined) throw new CryptoError('unknown-psk', 'a pre-shared key is not held here');
    const label = new TlsWriter(128);
    writePreSharedKeyId(label, id);
    label.uint16(index).uint16(psks.length);
    const input = expandWithLabel(hmacSha256(zeroSecret, psk), 'derived psk', label.finish(), hashBytes);
    secret = hmacSha256(input, secret);
  });
  return secret;
}
