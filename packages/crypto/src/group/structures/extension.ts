import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode, type TlsReader } from '../codec/tls-reader.ts';
import { encode, type TlsWriter } from '../codec/tls-writer.ts';

/** One extension of a leaf, key package, group context or GroupInfo (RFC 9420 section 13). */
export type Extension = { readonly type: number; readonly data: Uint8Array };

/** Code points of RFC 9420 section 17.3 that are known here, and the project's own of the private range. */
export const extensionTypes = {
  applicationId: 0x0001,
  ratchetTree: 0x0002,
  requiredCapabilities: 0x0003,
  externalPub: 0x0004,
  externalSenders: 0x0005,
  /** draft-ietf-mls-extensions: a key package that may serve more than one group. */
  lastResort: 0x000a,
  /** Name, roles and policy of a group, in its context. */
  sottoGroup: 0xf053,
  /** The key that opens the GroupInfo kept for members who lost their state, in the GroupInfo of a Welcome. */
  sottoRejoinKey: 0xf054,
} as const;

/** More than anybody has a use for; a bound on what a peer makes us keep. */
const extensionsMax = 64;

export function writeExtension(writer: TlsWriter, extension: Extension): void {
  writer.uint16(extension.type).opaque(extension.data);
}

export function writeExtensions(writer: TlsWriter, extensions: readonly Extension[]): void {
  writer.list(extensions, writeExtension);
}

/** @throws CryptoError `bad-encoding` when a type stands twice (RFC 9420 section 13.4). */
export function readExtensions(reader: TlsReader): Extension[] {
  const extensions = reader.list(
    (item): Extension => ({ type: item.uint16(), data: item.opaque() }),
    extensionsMax,
  );
  const types = new Set(extensions.map((extension) => extension.type));
  if (types.size !== extensions.length) throw new CryptoError('bad-encoding', 'an extension stands twice');
  return extensions;
}

/** The content of the extension of a type, if it is there. */
export function findExtension(extensions: readonly Extension[], type: number): Uint8Array | undefined {
  return extensions.find((extension) => extension.type === type)?.data;
}

/** required_capabilities (RFC 9420 section 11.1): what every member must support. */
export type RequiredCapabilities = {
  readonly extensions: readonly number[];
  readonly proposals: readonly number[];
  readonly credentials: readonly number[];
};

export function encodeRequiredCapabilities(required: RequiredCapabilities): Extension {
  const data = encode((writer, value: RequiredCapabilities) => {
    for (const list of [value.extensions, value.proposals, value.credentials])
      writer.list(list, (item, type) => item.uint16(type));
  }, required);
  return { type: extensionTypes.requiredCapabilities, data };
}

/** What a group context requires; nothing when it does not say. */
export function requiredCapabilities(extensions: readonly Extension[]): RequiredCapabilities {
  const data = findExtension(extensions, extensionTypes.requiredCapabilities);
  if (data === undefined) return { extensions: [], proposals: [], credentials: [] };
  const readTypes = (reader: TlsReader): number[] => reader.list((item) => item.uint16());
  return decode(
    (reader) => ({
      extensions: readTypes(reader),
      proposals: readTypes(reader),
      credentials: readTypes(reader),
    }),
    data,
  );
}
