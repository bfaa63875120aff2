import type { BenchAccount, Percentiles } from '../load/bench-account.ts';

/** Where the room is: a group of ours, or a topic of a broker. */
export type RoomAddress =
  | { readonly kind: 'sotto'; readonly url: string; readonly groupId: string; readonly epoch: number }
  | { readonly kind: 'mqtt'; readonly port: number; readonly qos: 0 | 1 };

/** What the generator is asked to do: everybody is connected, a few of them write. */
export type RoomOrder = {
  readonly room: RoomAddress;
  readonly members: readonly BenchAccount[];
  readonly senders: number;
  readonly payloadBytes: number;
  /** Messages a sender has unanswered at once. */
  readonly window: number;
  /** Open loop: this many messages a second in all, whatever becomes of those before. */
  readonly perSecond?: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
};

/** Counts within the measured time; latencies in milliseconds, of every message at a few of its readers. */
export type RoomReport = {
  readonly seconds: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly refused: number;
  readonly acceptedMs: Percentiles;
  readonly deliveredMs: Percentiles;
};
