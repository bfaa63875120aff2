import { changedRecords, type GroupState, loadGroup, type RecordChange } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { Changes, Database, Reader } from '../store/changes.ts';
import { bytesOf, optionalBytes, textOf } from '../store/columns.ts';

/** Groups kept open: loading one of 1,500 members costs some ten milliseconds. */
const openMax = 64;

/** What an epoch shares with the one before, so that a commit under way need not repeat it. */
const lastingRecords = /^(epoch$|node\/|private\/)/;

/**
 * The MLS states of this device's groups. The store has each as records, of which only what changed is
 * written; the newest used are kept open. What a transaction that failed had changed is forgotten with it.
 *
 * Beside the state of a group stands, while a commit of this device is under way, the one after it.
 */
export type GroupVault = {
  /** @throws CryptoError when there is no such group, or it is damaged. */
  read(reader: Reader, groupId: ConversationId): GroupState;
  has(reader: Reader, groupId: ConversationId): boolean;
  /** Makes `state` the one of this group, whatever was before. */
  write(changes: Changes, groupId: ConversationId, state: GroupState): void;
  /** Keeps the state after a commit that is under way. */
  setNext(changes: Changes, groupId: ConversationId, next: GroupState): void;
  /** The state after the commit that is under way. */
  readNext(reader: Reader, groupId: ConversationId): GroupState;
  dropNext(changes: Changes, groupId: ConversationId): void;
  /** Destroys what could decrypt anything. */
  forget(changes: Changes, groupId: ConversationId): void;
};

export function groupVault(database: Database): GroupVault {
  const open = new Map<ConversationId, GroupState>();
  const nexts = new Map<ConversationId, GroupState>();
  database.onRollback(() => {
    open.clear();
    nexts.clear();
  });

  function keep(groupId: ConversationId, state: GroupState): GroupState {
    open.delete(groupId);
    open.set(groupId, state);
    const oldest = open.keys().next().value;
    if (open.size > openMax && oldest !== undefined) open.delete(oldest);
    return state;
  }

  function has(reader: Reader, groupId: ConversationId): boolean {
    const found = () =>
      reader.first(`select 1 from group_records where group_id = ? and key = 'epoch'`, [groupId]);
    return open.has(groupId) || found() !== undefined;
  }

  const read: GroupVault['read'] = (reader, groupId) =>
    keep(groupId, open.get(groupId) ?? loadGroup(storedRecords(reader, groupId)));

  function dropNext(changes: Changes, groupId: ConversationId): void {
    changes.run('delete from group_pending_records where group_id = ?', [groupId]);
    nexts.delete(groupId);
  }

  return {
    has,
    read,
    write(changes, groupId, state) {
      const before = has(changes, groupId) ? read(changes, groupId) : undefined;
      writeRecords(changes, groupId, changedRecords(before, state));
      keep(groupId, state);
    },
    setNext(changes, groupId, next) {
      dropNext(changes, groupId);
      const before = has(changes, groupId) ? read(changes, groupId) : undefined;
      for (const { key, value } of changedRecords(before, next)) {
        changes.run('insert into group_pending_records (group_id, key, value) values (?, ?, ?)', [
          groupId,
          key,
          value,
        ]);
      }
      nexts.set(groupId, next);
    },
    readNext(reader, groupId) {
      const next = nexts.get(groupId) ?? loadNext(reader, groupId);
      nexts.set(groupId, next);
      return next;
    },
    dropNext,
    forget(changes, groupId) {
      changes.run('delete from group_records where group_id = ?', [groupId]);
      open.delete(groupId);
    },
  };
}

function writeRecords(changes: Changes, groupId: ConversationId, records: readonly RecordChange[]): void {
  for (const { key, value } of records) {
    if (value === null) {
      changes.run('delete from group_records where group_id = ? and key = ?', [groupId, key]);
    } else {
      changes.run('insert or replace into group_records (group_id, key, value) values (?, ?, ?)', [
        groupId,
        key,
        value,
      ]);
    }
  }
}

function storedRecords(reader: Reader, groupId: ConversationId): [string, Uint8Array][] {
  return reader
    .all('select key, value from group_records where group_id = ?', [groupId])
    .map((row) => [textOf(row, 'key'), bytesOf(row, 'value')]);
}

/** After a restart: what lasts of the state as it is now, with what the commit changed on top of it. */
function loadNext(reader: Reader, groupId: ConversationId): GroupState {
  const records = new Map(storedRecords(reader, groupId).filter(([key]) => lastingRecords.test(key)));
  for (const row of reader.all('select key, value from group_pending_records where group_id = ?', [
    groupId,
  ])) {
    const value = optionalBytes(row, 'value');
    if (value === null) records.delete(textOf(row, 'key'));
    else records.set(textOf(row, 'key'), value);
  }
  return loadGroup(records);
}
