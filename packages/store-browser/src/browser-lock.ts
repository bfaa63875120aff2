import type { Lock } from '@sotto/client/platform';

/** A Web Lock, held until it is given up or the tab ends. `null` when another tab holds it. */
export const browserLock: Lock = (name) =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
