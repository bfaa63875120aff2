import { ProblemError } from '../http/problem-error.ts';

/** How many sockets are open, in all and from each address (REQ-N4). */
export type SocketCounts = {
  /** Counts one more until the returned function is called. @throws ProblemError `too-many-connections` */
  open(address: string): () => void;
};

export function createSocketCounts(limits: {
  readonly max: number;
  readonly perAddressMax: number;
}): SocketCounts {
  const perAddress = new Map<string, number>();
  let total = 0;
  return {
    open(address) {
      const known = perAddress.get(address) ?? 0;
      if (total >= limits.max || known >= limits.perAddressMax)
        throw new ProblemError('too-many-connections');
      total++;
      perAddress.set(address, known + 1);
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        total--;
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left === 0) perAddress.delete(address);
        else perAddress.set(address, left);
      };
    },
  };
}
