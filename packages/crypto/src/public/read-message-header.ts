import { TlsReader } from '../group/codec/tls-reader.ts';
import { CryptoError } from '../primitives/crypto-error.ts';

export type MessageContentType = 'application' | 'proposal' | 'commit';

/** What stands in clear at the head of an MLS message, as far as a delivery service needs it. */
export type MessageHeader = {
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  readonly contentType: MessageContentType;
} & (
  | { readonly wireFormat: 'private' }
  | {
      readonly wireFormat: 'public';
      readonly sender: 'member' | 'external' | 'new-member-proposal' | 'new-member-commit';
    }
);

/**
 * Read the head of an MLSMessage that holds a PrivateMessage or a PublicMessage.
 *
 *     uint16 version (1), uint16 wire format (2 private, 1 public)
 *     private: opaque group_id<V>, uint64 epoch, uint8 content type
 *     public:  opaque group_id<V>, uint64 epoch, sender, opaque authenticated_data<V>, uint8 content type
 *
 * RFC 9420, "Message Framing". Total: any bytes yield a header or a CryptoError, in time that grows with the
 * head alone. What follows the head is not looked at, and nothing is authenticated: only members can do that.
 *
 * @param bytes the message; not retained.
 * @throws CryptoError `bad-encoding` for anything else, `unsupported-version` for another version of MLS.
 */
export function readMessageHeader(bytes: Uint8Array): MessageHeader {
  const reader = new TlsReader(bytes);
  if (reader.uint16() !== 1) throw new CryptoError('unsupported-version', 'not MLS 1.0');
  const wireFormat = reader.uint16();
  if (wireFormat !== 1 && wireFormat !== 2)
    throw new CryptoError('bad-encoding', 'neither a PrivateMessage nor a PublicMessage');
  const groupId = reader.opaque();
  const epoch = reader.uint64();
  if (wireFormat === 2)
    return { wireFormat: 'private', groupId, epoch, contentType: readContentType(reader) };
  const sender = readSender(reader);
  reader.opaque();
  return { wireFormat: 'public', groupId, epoch, sender, contentType: readContentType(reader) };
}

function readContentType(reader: TlsReader): MessageContentType {
  switch (reader.uint8()) {
    case 1:
      return 'application';
    case 2:
      return 'proposal';
    case 3:
      return 'commit';
    default:
      throw new CryptoError('bad-encoding', 'an unknown content type');
  }
}

function readSender(reader: TlsReader): (MessageHeader & { wireFormat: 'public' })['sender'] {
  switch (reader.uint8()) {
    case 1:
      reader.uint32();
      return 'member';
    case 2:
      reader.uint32();
      return 'external';
    case 3:
      return 'new-member-proposal';
    case 4:
      return 'new-member-commit';
    default:
      throw new CryptoError('bad-encoding', 'an unknown kind of sender');
  }
}
