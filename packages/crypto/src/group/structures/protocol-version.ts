import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';

/** `mls10`, the only version there is (RFC 9420 section 6). */
export const mls10 = 1;

/** @throws CryptoError `unsupported-version`. */
export function readVersion(reader: TlsReader): typeof mls10 {
  if (reader.uint16() !== mls10) throw new CryptoError('unsupported-version', 'not MLS 1.0');
  return mls10;
}
