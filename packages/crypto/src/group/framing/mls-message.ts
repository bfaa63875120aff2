import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode, type TlsReader } from '../codec/tls-reader.ts';
import { encode, type TlsWriter } from '../codec/tls-writer.ts';
import { type GroupInfo, readGroupInfo, writeGroupInfo } from '../structures/group-info.ts';
import { type KeyPackage, readKeyPackage, writeKeyPackage } from '../structures/key-package.ts';
import { mls10, readVersion } from '../structures/protocol-version.ts';
import { readWelcome, type Welcome, writeWelcome } from '../structures/welcome.ts';
import { wireFormats } from './authenticated-content.ts';
import { type PrivateMessage, readPrivateMessage, writePrivateMessage } from './private-message.ts';
import { type PublicMessage, readPublicMessage, writePublicMessage } from './public-message.ts';

/** MLSMessage (RFC 9420 section 6): everything that travels begins with version and wire format. */
export type MlsMessage =
  | { readonly kind: 'public'; readonly message: PublicMessage }
  | { readonly kind: 'private'; readonly message: PrivateMessage }
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'group-info'; readonly groupInfo: GroupInfo }
  | { readonly kind: 'key-package'; readonly keyPackage: KeyPackage };

export const encodeMlsMessage = (message: MlsMessage): Uint8Array => encode(writeMlsMessage, message);

/** @throws CryptoError `bad-encoding`, `unsupported-version`, `out-of-range`. */
export const decodeMlsMessage = (bytes: Uint8Array): MlsMessage => decode(readMlsMessage, bytes);

function writeMlsMessage(writer: TlsWriter, message: MlsMessage): void {
  writer.uint16(mls10);
  switch (message.kind) {
    case 'public':
      writePublicMessage(writer.uint16(wireFormats.public), message.message);
      break;
    case 'private':
      writePrivateMessage(writer.uint16(wireFormats.private), message.message);
      break;
    case 'welcome':
      writeWelcome(writer.uint16(wireFormats.welcome), message.welcome);
      break;
    case 'group-info':
      writeGroupInfo(writer.uint16(wireFormats.groupInfo), message.groupInfo);
      break;
    case 'key-package':
      writeKeyPackage(writer.uint16(wireFormats.keyPackage), message.keyPackage);
      break;
  }
}

function readMlsMessage(reader: TlsReader): MlsMessage {
  readVersion(reader);
  switch (reader.uint16()) {
    case wireFormats.public:
      return { kind: 'public', message: readPublicMessage(reader) };
    case wireFormats.private:
      return { kind: 'private', message: readPrivateMessage(reader) };
    case wireFormats.welcome:
      return { kind: 'welcome', welcome: readWelcome(reader) };
    case wireFormats.groupInfo:
      return { kind: 'group-info', groupInfo: readGroupInfo(reader) };
    case wireFormats.keyPackage:
      return { kind: 'key-package', keyPackage: readKeyPackage(reader) };
    default:
      throw new CryptoError('bad-encoding', 'an unknown wire format');
  }
}
