import { CryptoError } from '../../primitives/crypto-error.ts';
import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';

export type ResumptionUsage = 'application' | 'reinit' | 'branch';

/** Names a pre-shared key without its nonce (RFC 9420 section 8.4). */
export type PskName =
  | { readonly kind: 'external'; readonly id: Uint8Array }
  | {
      readonly kind: 'resumption';
      readonly usage: ResumptionUsage;
      readonly groupId: Uint8Array;
      readonly epoch: bigint;
    };

/** PreSharedKeyID: the name and a fresh nonce of 32 bytes. */
export type PreSharedKeyId = PskName & { readonly nonce: Uint8Array };

const usages: readonly ResumptionUsage[] = ['application', 'reinit', 'branch'];

export function writePreSharedKeyId(writer: TlsWriter, psk: PreSharedKeyId): void {
  if (psk.kind === 'external') writer.uint8(1).opaque(psk.id);
  else {
    writer.uint8(2).uint8(usages.indexOf(psk.usage) + 1);
    writer.opaque(psk.groupId).uint64(psk.epoch);
  }
  writer.opaque(psk.nonce);
}

export function readPreSharedKeyId(reader: TlsReader): PreSharedKeyId {
  const name = readName(reader);
  return { ...name, nonce: reader.opaque() };
}

function readName(reader: TlsReader): PskName {
  const type = reader.uint8();
  if (type === 1) return { kind: 'external', id: reader.opaque() };
  if (type !== 2) throw new CryptoError('bad-encoding', 'an unknown kind of pre-shared key');
  const usage = usages[reader.uint8() - 1];
  if (usage === undefined) throw new CryptoError('bad-encoding', 'an unknown use of a resumption key');
  return { kind: 'resumption', usage, groupId: reader.opaque(), epoch: reader.uint64() };
}
