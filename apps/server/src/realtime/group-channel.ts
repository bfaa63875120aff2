import type { SharedFrame } from './shared-frame.ts';

/** Events of one group that follow each other, as one frame for everybody. */
export type PublishedEvents = {
  readonly first: number;
  readonly last: number;
  readonly frame: SharedFrame;
};

/** One device's reading of one group's log. */
export type GroupSubscriber = {
  offer(events: PublishedEvents): void;
  lookAgain(): void;
};

/**
 * The connected devices of one group. Two statements of one process can be answered in the other order than
 * their events have: what comes early waits a moment for what is missing, so that nobody has to read it back.
 */
export type GroupChannel = {
  publish(events: PublishedEvents): void;
  /** Something may have been committed elsewhere: this number, or one of which nothing is known. */
  lookAgain(seq?: number): void;
  add(subscriber: GroupSubscriber): void;
  remove(subscriber: GroupSubscriber): void;
  readonly size: number;
};

/** How long; then each device reads what it misses. */
const patienceMs = 200;

export function createGroupChannel(): GroupChannel {
  const subscribers = new Set<GroupSubscriber>();
  /** The number that is awaited next; undefined before the first. */
  let next: number | undefined;
  const early: PublishedEvents[] = [];
  let patience: NodeJS.Timeout | undefined;

  const offer = (events: PublishedEvents) => {
    next = events.last + 1;
    for (const subscriber of subscribers) subscriber.offer(events);
  };
  const offerEarly = (regardless: boolean) => {
    early.sort((a, b) => a.first - b.first);
    while (early[0] !== undefined && (regardless || early[0].first === next))
      offer(early.shift() as PublishedEvents);
    if (early.length > 0 || patience === undefined) return;
    clearTimeout(patience);
    patience = undefined;
  };
  return {
    publish(events) {
      if (next !== undefined && events.first < next) return;
      if (next === undefined || events.first === next) {
        offer(events);
        offerEarly(false);
        return;
      }
      early.push(events);
      patience ??= setTimeout(() => offerEarly(true), patienceMs).unref();
    },
    lookAgain(seq) {
      if (seq !== undefined && next !== undefined && seq < next) return;
      for (const subscriber of subscribers) subscriber.lookAgain();
    },
    add: (subscriber) => void subscribers.add(subscriber),
    remove: (subscriber) => void subscribers.delete(subscriber),
    get size() {
      return subscribers.size;
    },
  };
}
