import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode } from '../codec/tls-reader.ts';
import { type Credential, readCredential } from '../structures/credential.ts';
import { type Extension, extensionTypes, findExtension } from '../structures/extension.ts';

/** Somebody outside a group who may propose to it (RFC 9420 section 12.1.8.1). */
export type ExternalSender = { readonly signatureKey: Uint8Array; readonly credential: Credential };

/** The key of one external sender of a group context. @throws CryptoError `unknown-sender`, `bad-encoding`. */
export function externalSenderKey(extensions: readonly Extension[], index: number): Uint8Array {
  const data = findExtension(extensions, extensionTypes.externalSenders);
  const sender = data === undefined ? undefined : readExternalSenders(data)[index];
  if (sender === undefined)
    throw new CryptoError('unknown-sender', 'the group names no such external sender');
  return sender.signatureKey;
}

function readExternalSenders(data: Uint8Array): ExternalSender[] {
  return decode(
    (reader) =>
      reader.list((item) => ({ signatureKey: item.opaque(), credential: readCredential(item) }), 64),
    data,
  );
}
