import {
  decodeSessionRecord,
  emptyRecord,
  encodeSessionRecord,
  type SessionRecord,
} from '@sotto/crypto/direct';
import type { AccountId, DeviceId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf } from '../store/columns.ts';

/** The ratchets with one other device, and what is to be minded before they are used. */
export type StoredSession = {
  readonly record: SessionRecord;
  /** When the session that is sent on was begun; 0 without one. */
  readonly establishedAt: number;
  /** The store may be older than what was sent: begin anew before sending (REQ-S7). */
  readonly freshBeforeSend: boolean;
  /** When it was last begun anew to repair something. */
  readonly resetAt: number;
};

const noSession: StoredSession = {
  record: emptyRecord,
  establishedAt: 0,
  freshBeforeSend: false,
  resetAt: 0,
};

export function readSession(reader: Reader, accountId: AccountId, deviceId: DeviceId): StoredSession {
  const row = reader.first('select * from sessions where account_id = ? and device_id = ?', [
    accountId,
    deviceId,
  ]);
  if (row === undefined) return noSession;
  return {
    record: decodeSessionRecord(bytesOf(row, 'record')),
    establishedAt: numberOf(row, 'established_at'),
    freshBeforeSend: numberOf(row, 'fresh_before_send') === 1,
    resetAt: numberOf(row, 'reset_at'),
  };
}

export function saveSession(
  changes: Changes,
  accountId: AccountId,
  deviceId: DeviceId,
  session: StoredSession,
): void {
  changes.run(
    `insert or replace into sessions
       (account_id, device_id, record, established_at, fresh_before_send, reset_at)
     values (?, ?, ?, ?, ?, ?)`,
    [
      accountId,
      deviceId,
      encodeSessionRecord(session.record),
      session.establishedAt,
      session.freshBeforeSend ? 1 : 0,
      session.resetAt,
    ],
  );
}

/** After an unclean start: no chain that this store knows is sent on before it has turned (REQ-S7). */
export function distrustSendingChains(changes: Changes): number {
  return changes.run('update sessions set fresh_before_send = 1');
}

/** When the newest session with any device of somebody was begun. */
export function lastHandshakeAt(reader: Reader, accountId: AccountId): number | null {
  const row = reader.first('select max(established_at) as at from sessions where account_id = ?', [
    accountId,
  ]);
  const at = row?.['at'];
  return typeof at === 'number' && at > 0 ? at : null;
}
