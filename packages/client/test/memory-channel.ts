import type { MessagePortLike } from '../src/rpc/port.ts';

/** Two ends of a channel in memory: structured clones, in order, one turn later. */
export function memoryChannel(): { near: MessagePortLike; far: MessagePortLike } {
  const near = new Set<(message: unknown) => void>();
  const far = new Set<(message: unknown) => void>();
  const end = (
    own: Set<(message: unknown) => void>,
    other: Set<(message: unknown) => void>,
  ): MessagePortLike => ({
    post(message) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of [...other]) listener(copy);
      });
    },
    listen(listener) {
      own.add(listener);
      return () => own.delete(listener);
    },
  });
  return { near: end(near, far), far: end(far, near) };
}
