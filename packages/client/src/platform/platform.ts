import type { Clock } from './clock.ts';
import type { FilePlatform } from './file-platform.ts';
import type { HttpTransport } from './http-transport.ts';
import type { Lock } from './lock.ts';
import type { Logger } from './logger.ts';
import type { PageReader } from './page-reader.ts';
import type { Random } from './random.ts';
import type { SocketTransport } from './socket-transport.ts';
import type { StoreOpener } from './sql-store.ts';
import type { Timer } from './timer.ts';

/** Everything that differs between a browser, Node and a test. */
export type Platform = {
  readonly store: StoreOpener;
  readonly http: HttpTransport;
  readonly socket: SocketTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly lock: Lock;
  readonly log: Logger;
  /** For previews of links; absent where pages of others cannot be fetched. */
  readonly readPage?: PageReader;
  readonly files: FilePlatform;
};
