import type { ConsumedPrekeys, LocalPrekeys } from '@sotto/crypto/direct';
import { concatBytes, uint32 } from '@sotto/crypto/primitives';
import { deletePrekey, readPrekeyRecord } from '../devices/prekey-table.ts';
import type { Changes, Reader } from '../store/changes.ts';

/** This device's private prekeys, as a first message asks for them. */
export function localPrekeys(reader: Reader): LocalPrekeys {
  return {
    signedPrekey(id) {
      const record = readPrekeyRecord(reader, 'signed', id);
      if (record === undefined) return undefined;
      return { privateKey: record.slice(0, 32), publicKey: record.slice(32, 64) };
    },
    oneTimePrekey: (id) => readPrekeyRecord(reader, 'one-time', id)?.slice(0, 32),
    kemPrekey(id) {
      const oneTime = readPrekeyRecord(reader, 'kem', id);
      if (oneTime !== undefined) return { privateKey: oneTime, lastResort: false };
      const lastResort = readPrekeyRecord(reader, 'last-resort-kem', id);
      return lastResort === undefined ? undefined : { privateKey: lastResort, lastResort: true };
    },
    wasBaseKeySeen: (kemPrekeyId, baseKey) =>
      reader.first('select 1 from used_base_keys where base_key = ?', [usedKey(kemPrekeyId, baseKey)]) !==
      undefined,
  };
}

/** What a handshake used up goes in the transaction that stores its session (REQ-S3). */
export function deleteConsumed(changes: Changes, consumed: ConsumedPrekeys, now: number): void {
  if (consumed.oneTimePrekeyId !== undefined) deletePrekey(changes, 'one-time', consumed.oneTimePrekeyId);
  if (consumed.kemPrekeyId !== undefined) deletePrekey(changes, 'kem', consumed.kemPrekeyId);
  if (consumed.lastResort !== undefined) {
    const { kemPrekeyId, baseKey } = consumed.lastResort;
    changes.run('insert or ignore into used_base_keys (base_key, used_at) values (?, ?)', [
      usedKey(kemPrekeyId, baseKey),
      now,
    ]);
  }
}

function usedKey(kemPrekeyId: number, baseKey: Uint8Array): Uint8Array {
  return concatBytes(uint32(kemPrekeyId), baseKey);
}
