import type { DeliveredEnvelope, DownFrame } from '@sotto/protocol/socket';

/**
 * How far this device is with its server.
 *
 * - `stopped`: nothing to do, or nobody signed in.
 * - `waiting`: offline until `retryAt`.
 * - `connecting`: a socket was asked for and has not said hello.
 * - `backfill`: what waited is coming in.
 * - `live`: nothing waited any more.
 */
export type SyncPhase = 'stopped' | 'waiting' | 'connecting' | 'backfill' | 'live';

export type SyncState = {
  readonly phase: SyncPhase;
  /** Counts connections: what an older one still says is not listened to. */
  readonly connection: number;
  /** The database the cursor counts in; null before the first hello ever. */
  readonly incarnation: string | null;
  /** Everything up to here is stored durably. */
  readonly storedThrough: number;
  /** Everything up to here was handed out to be stored. */
  readonly takenThrough: number;
  /** Envelopes that came before something they follow: kept until the hole is explained. */
  readonly held: readonly DeliveredEnvelope[];
  /** A look into the queue over HTTP is under way, from this cursor. */
  readonly fillingFrom: number | null;
  /** The server said that all that waited was sent. */
  readonly caughtUpThrough: number | null;
  readonly attempt: number;
  readonly offlineSince: number | null;
  readonly retryAt: number | null;
  readonly heartbeatMs: number;
  readonly heardAt: number;
  readonly pinged: boolean;
  readonly tokenExpiresAt: number;
  readonly renewing: boolean;
};

/** What happens to the engine. `now` is Unix milliseconds; `roll` is random, from 0 up to 1. */
export type SyncEvent = { readonly now: number; readonly roll: number } & (
  | { readonly kind: 'start' | 'stop' | 'retry-now' | 'tick' }
  /** Something that was taken could not be stored, or a hole not be looked into. */
  | { readonly kind: 'setback' }
  | { readonly kind: 'opened'; readonly connection: number }
  | { readonly kind: 'closed'; readonly connection: number; readonly code: number }
  | { readonly kind: 'frame'; readonly connection: number; readonly frame: DownFrame }
  | { readonly kind: 'stored'; readonly through: number }
  | {
      readonly kind: 'filled';
      readonly connection: number;
      readonly envelopes: readonly DeliveredEnvelope[];
      readonly more: boolean;
    }
);

/** What the engine wants done. */
export type SyncEffect =
  | { readonly kind: 'connect'; readonly connection: number }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'store'; readonly envelopes: readonly DeliveredEnvelope[] }
  | { readonly kind: 'fill'; readonly after: number; readonly connection: number }
  | { readonly kind: 'acknowledge'; readonly through: number }
  | { readonly kind: 'adopt-incarnation'; readonly incarnation: string; readonly changed: boolean }
  | { readonly kind: 'renew-token'; readonly force: boolean }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pass-on'; readonly frame: DownFrame }
  | { readonly kind: 'ready-to-send' }
  | { readonly kind: 'session-ended' };

export type SyncStep = { readonly state: SyncState; readonly effects: readonly SyncEffect[] };

export function initialSyncState(stored: { incarnation: string | null; cursor: number }): SyncState {
  return {
    phase: 'stopped',
    connection: 0,
    incarnation: stored.incarnation,
    storedThrough: stored.cursor,
    takenThrough: stored.cursor,
    held: [],
    fillingFrom: null,
    caughtUpThrough: null,
    attempt: 0,
    offlineSince: null,
    retryAt: null,
    heartbeatMs: 25_000,
    heardAt: 0,
    pinged: false,
    tokenExpiresAt: 0,
    renewing: false,
  };
}
