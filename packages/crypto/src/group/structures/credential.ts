import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';

export const credentialTypes = { basic: 0x0001, x509: 0x0002 } as const;

/** Who a leaf says it is (RFC 9420 section 5.3). Whether that is true is for the client to decide. */
export type Credential =
  | { readonly type: typeof credentialTypes.basic; readonly identity: Uint8Array }
  | { readonly type: typeof credentialTypes.x509; readonly certificates: readonly Uint8Array[] };

export const basicCredential = (identity: Uint8Array): Credential => ({
  type: credentialTypes.basic,
  identity,
});

export function writeCredential(writer: TlsWriter, credential: Credential): void {
  writer.uint16(credential.type);
  if (credential.type === credentialTypes.basic) writer.opaque(credential.identity);
  else writer.list(credential.certificates, (item, certificate) => item.opaque(certificate));
}

/** @throws CryptoError `bad-encoding` for another type: it has no length, so nothing after it can be read. */
export function readCredential(reader: TlsReader): Credential {
  const type = reader.uint16();
  if (type === credentialTypes.basic) return { type, identity: reader.opaque() };
  if (type === credentialTypes.x509) return { type, certificates: reader.list((item) => item.opaque(), 16) };
  throw new CryptoError('bad-encoding', 'an unknown credential type');
}
