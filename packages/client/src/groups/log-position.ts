import type { GroupEvent } from './group-event.ts';

/**
 * How far a group's log was handed on. An event behind a hole waits until the log was read from where the
 * hole begins: the numbers of a log have none.
 */
export type LogPosition = {
  /** Everything up to here was handed on. */
  readonly taken: number;
  /** Came before something they follow. */
  readonly held: readonly GroupEvent[];
};

/** @param event `null`: it was announced, and has to be fetched. */
export type AnnouncedEvent = { readonly seq: number; readonly event: GroupEvent | null };

export type LogStep = {
  readonly position: LogPosition;
  /** In order, each once. */
  readonly ready: readonly GroupEvent[];
  /** Something is missing behind `position.taken`. */
  readonly hole: boolean;
};

/** Takes in what came, in whatever order and however often. */
export function takeAnnounced(position: LogPosition, announced: readonly AnnouncedEvent[]): LogStep {
  const waiting = new Map(position.held.map((event) => [event.seq, event]));
  let newest = position.taken;
  for (const { seq, event } of announced) {
    newest = Math.max(newest, seq);
    if (event !== null && seq > position.taken) waiting.set(seq, event);
  }
  return settle(position.taken, waiting, newest);
}

/**
 * Takes in a page that was read from the log behind `position.taken`. What it passes over is not kept any
 * more, or never was.
 */
export function takePage(position: LogPosition, page: readonly GroupEvent[], more: boolean): LogStep {
  const fresh = page.filter((event) => event.seq > position.taken).sort((a, b) => a.seq - b.seq);
  const taken = fresh.at(-1)?.seq ?? position.taken;
  const waiting = new Map(position.held.filter((event) => event.seq > taken).map((one) => [one.seq, one]));
  const newest = Math.max(taken, ...waiting.keys());
  if (more) return { position: { taken, held: [...waiting.values()] }, ready: fresh, hole: true };
  // The log was read to its end: whatever is held follows, with nothing in between.
  const [first] = [...waiting.keys()].sort((a, b) => a - b);
  const from = first === undefined ? taken : Math.max(taken, first - 1);
  const rest = settle(from, waiting, newest);
  return { ...rest, ready: [...fresh, ...rest.ready] };
}

function settle(taken: number, waiting: Map<number, GroupEvent>, newest: number): LogStep {
  const ready: GroupEvent[] = [];
  let at = taken;
  for (let next = waiting.get(at + 1); next !== undefined; next = waiting.get(at + 1)) {
    at += 1;
    ready.push(next);
    waiting.delete(at);
  }
  return { position: { taken: at, held: [...waiting.values()] }, ready, hole: newest > at };
}
