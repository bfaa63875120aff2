import type { GroupId } from '@sotto/protocol';
import type { StoredGroupEvent } from './group-event.ts';

/** Who is told, after the commit of the database, what changed in which group. */
export type GroupFanOut = {
  /** Events of one group that follow each other. */
  publish(groupId: GroupId, events: readonly StoredGroupEvent[]): void;
  /** Something may have become visible in a group: this number, or one of which nothing is known. */
  lookAgain(groupId: GroupId, seq?: number): void;
  /** This device reads logs that it did not read before. */
  joined(devicePk: number): void;
  /** A Welcome waits for this device. */
  welcomed(devicePk: number, groupId: GroupId): void;
  /** This device reads this log no further than this number. */
  departed(devicePk: number, groupId: GroupId, leftSeq: number): void;
};
