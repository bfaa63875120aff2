import type { Query } from '../api/query.ts';

/** A query whose owner sets its value. */
export type ValueQuery<Value> = Query<Value> & { set(value: Value): void };

/** Keeps one value; an equal one is the same one, so that nothing is drawn for nothing. */
export function valueQuery<Value>(
  initial: Value,
  equal: (a: Value, b: Value) => boolean = Object.is,
): ValueQuery<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get current() {
      return current;
    },
    set(value) {
      if (equal(current, value)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      // A function of its own, so that the same listener may subscribe twice.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
