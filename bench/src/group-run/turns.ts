/** Work of many devices in one process: a piece at a time, so that what comes for the others is taken in between. */
export type Turns = { push(work: () => void): void };

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let armed = false;
  let next = 0;

  function one(): void {
    const work = waiting[next] as () => void;
    next += 1;
    if (next === waiting.length) {
      waiting.length = 0;
      next = 0;
    }
    armed = waiting.length > 0;
    // Sockets are read between two of these.
    if (armed) setImmediate(one);
    work();
  }

  return {
    push(work) {
      waiting.push(work);
      if (armed) return;
      armed = true;
      setImmediate(one);
    },
  };
}
