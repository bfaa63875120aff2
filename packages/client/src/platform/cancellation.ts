/** Says that something under way is not wanted any more. */
export type Cancellation = {
  readonly requested: boolean;
  request(): void;
  /** Calls `listener` once it is requested, or at once when it was, until the returned function is called. */
  onRequest(listener: () => void): () => void;
};

export function newCancellation(): Cancellation {
  const listeners = new Set<() => void>();
  let requested = false;
  return {
    get requested() {
      return requested;
    },
    request() {
      if (requested) return;
      requested = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
    onRequest(listener) {
      if (requested) {
        listener();
        return () => {};
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
