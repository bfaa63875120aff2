/**
 * One end of a channel that carries structured clones in order: a MessagePort, a worker, one side of a
 * BroadcastChannel.
 */
export type MessagePortLike = {
  post(message: unknown): void;
  /** Calls `listener` with everything that comes until the returned function is called. */
  listen(listener: (message: unknown) => void): () => void;
};
