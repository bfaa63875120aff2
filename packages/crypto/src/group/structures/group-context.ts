import type { TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import { type Extension, readExtensions, writeExtensions } from './extension.ts';
import { mls10, readVersion } from './protocol-version.ts';

export type GroupContextContent = {
  readonly cipherSuite: number;
  readonly groupId: Uint8Array;
  readonly epoch: bigint;
  /** 32 bytes. */
  readonly treeHash: Uint8Array;
  /** 32 bytes; empty in the first epoch. */
  readonly confirmedTranscriptHash: Uint8Array;
  readonly extensions: readonly Extension[];
};

/** What all members of an epoch agree on (RFC 9420 section 8.1). Immutable; `encoded` is its one encoding. */
export type GroupContext = GroupContextContent & { readonly encoded: Uint8Array };

export function groupContext(content: GroupContextContent): GroupContext {
  const writer = new TlsWriter(512).uint16(mls10).uint16(content.cipherSuite).opaque(content.groupId);
  writer.uint64(content.epoch).opaque(content.treeHash).opaque(content.confirmedTranscriptHash);
  writeExtensions(writer, content.extensions);
  return { ...content, encoded: writer.finish() };
}

export function readGroupContext(reader: TlsReader): GroupContext {
  const from = reader.at;
  readVersion(reader);
  const content: GroupContextContent = {
    cipherSuite: reader.uint16(),
    groupId: reader.opaque(),
    epoch: reader.uint64(),
    treeHash: reader.opaque(),
    confirmedTranscriptHash: reader.opaque(),
    extensions: readExtensions(reader),
  };
  return { ...content, encoded: reader.since(from) };
}
