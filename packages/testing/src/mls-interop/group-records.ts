import { changedRecords, type GroupState, loadGroup } from '@sotto/crypto/group';

/** A group's state beside the records a client would keep of it, written as it changes. */
export function groupRecords(): {
  state(): GroupState;
  /** Writes what changed. */
  adopt(next: GroupState): void;
  /** Forgets the state and reads it back. */
  reload(): void;
} {
  const records = new Map<string, Uint8Array>();
  let current: GroupState | undefined;
  return {
    state() {
      if (current === undefined) throw new Error('not in a group');
      return current;
    },
    adopt(next) {
      for (const { key, value } of changedRecords(current, next)) {
        if (value === null) records.delete(key);
        else records.set(key, value);
      }
      current = next;
    },
    reload() {
      current = loadGroup(records);
    },
  };
}
