import { changedRecords, type GroupState, loadGroup } from '@sotto/crypto/group';
import type { ConversationId } from '@sotto/protocol';
import type { Changes, Database, Reader } from '../store/changes.ts';
import { bytesOf, textOf } from '../store/columns.ts';

/** Groups kept open: loading one of 1,500 members costs some ten milliseconds. */
const openMax = 64;

/**
 * The MLS states of this device's groups. The store has each as records, of which only what changed is
 * written; the newest used are kept open. What a transaction that failed had changed is forgotten with it.
 */
export type GroupVault = {
  /** @throws CryptoError when there is no such group, or it is damaged. */
  read(reader: Reader, groupId: ConversationId): GroupState;
  has(reader: Reader, groupId: ConversationId): boolean;
  /** Makes `state` the one of this group, whatever was before. */
  write(changes: Changes, groupId: ConversationId, state: GroupState): void;
  /** Destroys what could decrypt anything. */
  forget(changes: Changes, groupId: ConversationId): void;
};

export function groupVault(database: Database): GroupVault {
  const open = new Map<ConversationId, GroupState>();
  database.onRollback(() => open.clear());

  function keep(groupId: ConversationId, state: GroupState): void {
    open.delete(groupId);
    open.set(groupId, state);
    const oldest = open.keys().next().value;
    if (open.size > openMax && oldest !== undefined) open.delete(oldest);
  }

  function read(reader: Reader, groupId: ConversationId): GroupState {
    const state = open.get(groupId) ?? loadGroup(records(reader, groupId));
    keep(groupId, state);
    return state;
  }

  function has(reader: Reader, groupId: ConversationId): boolean {
    if (open.has(groupId)) return true;
    return (
      reader.first(`select 1 from group_records where group_id = ? and key = 'epoch'`, [groupId]) !==
      undefined
    );
  }

  return {
    read,
    has,
    write(changes, groupId, state) {
      const before = has(changes, groupId) ? read(changes, groupId) : undefined;
      for (const { key, value } of changedRecords(before, state)) {
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
      keep(groupId, state);
    },
    forget(changes, groupId) {
      changes.run('delete from group_records where group_id = ?', [groupId]);
      open.delete(groupId);
    },
  };
}

function records(reader: Reader, groupId: ConversationId): [string, Uint8Array][] {
  return reader
    .all('select key, value from group_records where group_id = ?', [groupId])
    .map((row) => [textOf(row, 'key'), bytesOf(row, 'value')]);
}
