import { CryptoError } from '../../primitives/crypto-error.ts';
import { decode, type TlsReader } from '../codec/tls-reader.ts';
import { TlsWriter } from '../codec/tls-writer.ts';
import type { GroupState, GroupStateFields } from '../state/group-state.ts';
import { readGroupContext } from '../structures/group-context.ts';
import { cipherSuite } from '../suite/cipher-suite.ts';

/** What the `epoch` record holds: everything of a state that is one per epoch. */
export type EpochRecord = Pick<
  GroupStateFields,
  | 'suite'
  | 'context'
  | 'ownLeaf'
  | 'signaturePrivateKey'
  | 'secrets'
  | 'confirmationTag'
  | 'interimTranscriptHash'
  | 'resumptions'
> & { readonly leafCount: number };

const formatVersion = 1;
const secretNames = [
  'senderData',
  'exporter',
  'external',
  'membership',
  'resumptionPsk',
  'authenticator',
  'init',
] as const;

/**
 * version u8 · own leaf u32 · width of the tree u32 · GroupContext · signature private key, confirmation tag and
 * interim transcript hash as `opaque<V>` · the epoch's secrets as `opaque<V>` in the order above · resumption keys
 * as a list of epoch u64 and `opaque<V>`.
 */
export function encodeEpochRecord(state: GroupState): Uint8Array {
  const writer = new TlsWriter(1024).uint8(formatVersion).uint32(state.ownLeaf).uint32(state.tree.leafCount);
  writer.bytes(state.context.encoded).opaque(state.signaturePrivateKey);
  writer.opaque(state.confirmationTag).opaque(state.interimTranscriptHash);
  for (const name of secretNames) writer.opaque(state.secrets[name]);
  writer.list(state.resumptions, (item, { epoch, psk }) => item.uint64(epoch).opaque(psk));
  return writer.finish();
}

/** @throws CryptoError `bad-encoding`, `unsupported-version`. */
export function decodeEpochRecord(bytes: Uint8Array): EpochRecord {
  return decode(readEpochRecord, bytes);
}

function readEpochRecord(reader: TlsReader): EpochRecord {
  if (reader.uint8() !== formatVersion) throw new CryptoError('unsupported-version', 'group record');
  const ownLeaf = reader.uint32();
  const leafCount = reader.uint32();
  const context = readGroupContext(reader);
  const signaturePrivateKey = reader.opaque();
  const confirmationTag = reader.opaque();
  const interimTranscriptHash = reader.opaque();
  const [senderData, exporter, external, membership, resumptionPsk, authenticator, init] = secretNames.map(
    () => reader.opaque(),
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return {
    suite: cipherSuite(context.cipherSuite),
    ownLeaf,
    leafCount,
    context,
    signaturePrivateKey,
    confirmationTag,
    interimTranscriptHash,
    secrets: { senderData, exporter, external, membership, resumptionPsk, authenticator, init },
    resumptions: reader.list((item) => ({ epoch: item.uint64(), psk: item.opaque() })),
  };
}
