import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';

/** A message that could not be read: its sender is asked to encrypt it anew. */
export type Repair = {
  readonly messageId: MessageId;
  readonly senderId: AccountId;
  readonly senderDeviceId: DeviceId;
  /** The server's time: what comes in answer counts from then. */
  readonly acceptedAt: number;
  readonly attempts: number;
};

const firstRepeatMs = 15_000;
const attemptsMax = 12;

export function openRepair(changes: Changes, repair: Omit<Repair, 'attempts'>): void {
  changes.run(
    `insert or ignore into repairs (message_id, sender_id, sender_device_id, accepted_at) values (?, ?, ?, ?)`,
    [repair.messageId, repair.senderId, repair.senderDeviceId, repair.acceptedAt],
  );
  changes.touchRepairs();
}

export function readRepair(reader: Reader, messageId: string): Repair | null {
  const row = reader.first('select * from repairs where message_id = ?', [messageId]);
  return row === undefined
    ? null
    : {
        messageId: textOf(row, 'message_id') as MessageId,
        senderId: textOf(row, 'sender_id') as AccountId,
        senderDeviceId: textOf(row, 'sender_device_id') as DeviceId,
        acceptedAt: numberOf(row, 'accepted_at'),
        attempts: numberOf(row, 'attempts'),
      };
}

/** What is to be asked for now. */
export function dueRepairs(reader: Reader, now: number): Repair[] {
  return reader
    .all('select message_id from repairs where next_at <= ? and attempts < ? limit 256', [now, attemptsMax])
    .flatMap((row) => readRepair(reader, textOf(row, 'message_id')) ?? []);
}

/** When the next one is due, if any is open. */
export function nextRepairAt(reader: Reader): number | null {
  const row = reader.first('select min(next_at) as at from repairs where attempts < ?', [attemptsMax]);
  const at = row?.['at'];
  return typeof at === 'number' ? at : null;
}

export function repairAsked(changes: Changes, repair: Repair, now: number): void {
  changes.run('update repairs set attempts = ?, next_at = ? where message_id = ?', [
    repair.attempts + 1,
    now + firstRepeatMs * 2 ** repair.attempts,
    repair.messageId,
  ]);
}

export function closeRepair(changes: Changes, messageId: string): void {
  changes.run('delete from repairs where message_id = ?', [messageId]);
}
