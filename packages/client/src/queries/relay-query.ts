import type { Query } from '../api/query.ts';

/** A query that lives longer than what it shows: it follows one source after another. */
export type RelayQuery<Value> = Query<Value> & {
  /** Shows what `source` shows from now on; `null`: what it shows while there is none. */
  follow(source: Query<Value> | null): void;
};

export function relayQuery<Value>(empty: Value): RelayQuery<Value> {
  let source: Query<Value> | null = null;
  let release = () => {};
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  return {
    get current() {
      return source === null ? empty : source.current;
    },
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    follow(next) {
      release();
      source = next;
      release = next === null ? () => {} : next.subscribe(tell);
      tell();
    },
  };
}
