import { ClientError } from '@sotto/client';
import type { Platform } from '@sotto/client/platform';
import type { UnreliableNetwork } from './unreliable-network.ts';

/**
 * The outside world of one run of a client, which ends with it: a process without power hears no timer,
 * no answer and no frame, and says nothing more.
 */
export function lifeOf(
  real: Platform,
  network: UnreliableNetwork,
): { platform: Pick<Platform, 'timer' | 'http' | 'socket'>; end(): void } {
  let alive = true;

  /** Runs what the outside sets off; dying in the middle of it is no failure of the test. */
  function enter(work: () => void): void {
    if (!alive) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'closed') throw error;
    }
  }

  return {
    platform: {
      timer: (delayMs, work) => real.timer(delayMs, () => enter(work)),
      http: (request) =>
        new Promise((resolve, reject) => {
          network.http(request).then(
            (answer) => enter(() => resolve(answer)),
            (error: unknown) => enter(() => reject(error)),
          );
        }),
      socket(url, protocols, handlers) {
        const inner = network.socket(url, protocols, {
          onOpen: () => enter(() => handlers.onOpen()),
          onMessage: (data) => enter(() => handlers.onMessage(data)),
          onClose: (code) => enter(() => handlers.onClose(code)),
        });
        return { send: (data) => alive && inner.send(data), close: () => inner.close() };
      },
    },
    end() {
      alive = false;
      network.drop();
    },
  };
}
