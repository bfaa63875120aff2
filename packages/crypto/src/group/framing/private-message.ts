import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type ContentType, contentTypes, readContentType } from './framed-content.ts';

/** PrivateMessage (RFC 9420 section 6.3): sender and content sealed. */
export type PrivateMessage = {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly contentType: ContentType;
  readonly authenticatedData: Uint8Array;
  readonly encryptedSenderData: Uint8Array;
  readonly ciphertext: Uint8Array;
};

export function writePrivateMessage(writer: TlsWriter, message: PrivateMessage): void {
  writer.bytes(privateContentAad(message));
  writer.opaque(message.encryptedSenderData).opaque(message.ciphertext);
}

export function readPrivateMessage(reader: TlsReader): PrivateMessage {
  return {
    groupId: reader.opaque(),
    epoch: reader.uint64(),
    contentType: readContentType(reader),
    authenticatedData: reader.opaque(),
    encryptedSenderData: reader.opaque(),
    ciphertext: reader.opaque(),
  };
}

type Header = Pick<PrivateMessage, 'groupId' | 'epoch' | 'contentType'>;

/** SenderDataAAD. */
export function senderDataAad(header: Header): Uint8Array {
  return new TlsWriter(64)
    .opaque(header.groupId)
    .uint64(header.epoch)
    .uint8(contentTypes[header.contentType])
    .finish();
}

/** PrivateContentAAD. */
export function privateContentAad(header: Header & Pick<PrivateMessage, 'authenticatedData'>): Uint8Array {
  return new TlsWriter(96 + header.authenticatedData.length)
    .opaque(header.groupId)
    .uint64(header.epoch)
    .uint8(contentTypes[header.contentType])
    .opaque(header.authenticatedData)
    .finish();
}
