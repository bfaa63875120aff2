import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';
import type { HpkeCiphertext } from '../suite/hpke.ts';

/** HPKECiphertext (RFC 9420 section 7.6). */
export function writeHpkeCiphertext(writer: TlsWriter, sealed: HpkeCiphertext): void {
  writer.opaque(sealed.kemOutput).opaque(sealed.ciphertext);
}

export function readHpkeCiphertext(reader: TlsReader): HpkeCiphertext {
  return { kemOutput: reader.opaque(), ciphertext: reader.opaque() };
}
