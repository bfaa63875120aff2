import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { signWithLabel, verifyWithLabel } from '../suite/labels.ts';
import { type Extension, readExtensions, writeExtensions } from './extension.ts';
import { type GroupContext, readGroupContext } from './group-context.ts';

export type GroupInfoContent = {
  readonly context: GroupContext;
  readonly extensions: readonly Extension[];
  /** 32 bytes. */
  readonly confirmationTag: Uint8Array;
  /** The leaf that signs. */
  readonly signer: number;
};

/** What somebody needs to know of an epoch to enter it (RFC 9420 section 12.4.3). `encoded` is its one encoding. */
export type GroupInfo = GroupInfoContent & { readonly signature: Uint8Array; readonly encoded: Uint8Array };

export function signGroupInfo(content: GroupInfoContent, signaturePrivateKey: Uint8Array): GroupInfo {
  const signed = toBeSigned(content);
  const signature = signWithLabel(signaturePrivateKey, 'GroupInfoTBS', signed);
  const encoded = new TlsWriter(signed.length + 80).bytes(signed).opaque(signature).finish();
  return { ...content, signature, encoded };
}

/** Whether `signatureKey`, that of the signer's leaf, signed it. Total. */
export function isGroupInfoSigned(info: GroupInfo, signatureKey: Uint8Array): boolean {
  return verifyWithLabel(signatureKey, 'GroupInfoTBS', toBeSigned(info), info.signature);
}

export function writeGroupInfo(writer: TlsWriter, info: GroupInfo): void {
  writer.bytes(info.encoded);
}

export function readGroupInfo(reader: TlsReader): GroupInfo {
  const from = reader.at;
  const content: GroupInfoContent = {
    context: readGroupContext(reader),
    extensions: readExtensions(reader),
    confirmationTag: reader.opaque(),
    signer: reader.uint32(),
  };
  return { ...content, signature: reader.opaque(), encoded: reader.since(from) };
}

function toBeSigned(info: GroupInfoContent): Uint8Array {
  const bytes = info.extensions.reduce((sum, extension) => sum + extension.data.length + 8, 512);
  const writer = new TlsWriter(bytes + info.context.encoded.length).bytes(info.context.encoded);
  writeExtensions(writer, info.extensions);
  return writer.opaque(info.confirmationTag).uint32(info.signer).finish();
}
