/**
 * A value that changes over time: what the interface shows. `current` is the same object until it
 * changes, so it can be compared by identity.
 */
export type Query<Value> = {
  readonly current: Value;
  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: () => void): () => void;
};
