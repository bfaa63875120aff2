import { ClientError } from '@sotto/client';
import type { SqlStore, StoreOpener } from '@sotto/client/platform';
import { openSqliteStore } from '@sotto/store-node';

/** A store whose power can be cut between any two writes, and which then holds what was durable. */
export type PowerCutStore = StoreOpener & {
  /** Cuts the power at the n-th write from now (0: the next one); a commit counts as one, after it. */
  cutAfter(writes: number): void;
  /** Cuts the power now, or restores it for the next `open`. */
  cut(): void;
  /** What the disk holds now, as a thief of the device would read it. */
  peek(sql: string, parameters?: Parameters<SqlStore['all']>[1]): ReturnType<SqlStore['all']>;
  /** Writes and commits so far. */
  readonly writes: number;
  readonly isCut: boolean;
  /** Called once when the power goes. */
  onCut(listener: () => void): void;
};

/** To the client it is a store that was closed: there is nothing left to do. */
export class PowerCut extends ClientError {
  constructor() {
    super('closed');
  }
}

/** In memory, but outliving the client that opened it: what a disk would hold. */
export function powerCutStore(): PowerCutStore {
  let disk = openSqliteStore(':memory:', new Uint8Array(32));
  let writes = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let generation = 0;
  let isCut = false;
  let listener = () => {};

  function cut(): void {
    if (isCut) return;
    isCut = true;
    generation += 1;
    listener();
  }

  function count(): void {
    if (writes >= cutAt) {
      cut();
      throw new PowerCut();
    }
    writes += 1;
  }

  function view(): SqlStore {
    const own = generation;
    let depth = 0;
    const alive = () => {
      if (own !== generation) throw new PowerCut();
    };
    return {
      persistent: true,
      all(sql, parameters) {
        alive();
        return disk.all(sql, parameters);
      },
      run(sql, parameters) {
        alive();
        count();
        return disk.run(sql, parameters);
      },
      transaction(work) {
        alive();
        depth += 1;
        try {
          const result = disk.transaction(work);
          // The commit itself: power may go between it and whatever its caller does next.
          if (depth === 1) count();
          return result;
        } finally {
          depth -= 1;
        }
      },
      close() {
        if (own === generation) generation += 1;
      },
    };
  }

  return {
    async open() {
      generation += 1;
      isCut = false;
      cutAt = Number.POSITIVE_INFINITY;
      return view();
    },
    async destroy() {
      disk.close();
      disk = openSqliteStore(':memory:', new Uint8Array(32));
    },
    cutAfter(more) {
      cutAt = writes + more;
    },
    cut,
    peek: (sql, parameters) => disk.all(sql, parameters),
    get writes() {
      return writes;
    },
    get isCut() {
      return isCut;
    },
    onCut(next) {
      listener = next;
    },
  };
}
