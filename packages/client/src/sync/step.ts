import { type DownFrame, socketCloseCodes } from '@sotto/protocol/socket';
import { backoffMs } from './backoff.ts';
import type { SyncEffect, SyncEvent, SyncState, SyncStep } from './sync-state.ts';
import { takeEnvelopes, takeFilled } from './take-envelopes.ts';

/** A server that accepted a connection and says nothing is given up after this. */
export const helloDeadlineMs = 20_000;

/** A fresh access token is asked for this long before the one of the connection ends. */
export const tokenRenewalMs = 60_000;

/**
 * The sync engine: what to do about an event. Pure, so that every rule of SPEC.md can be shown in a
 * line of test.
 */
export function step(state: SyncState, event: SyncEvent): SyncStep {
  switch (event.kind) {
    case 'start':
      return state.phase === 'stopped' ? connect(state, event.now) : same(state);
    case 'stop':
      return stop(state);
    case 'retry-now':
      return state.phase === 'waiting' ? connect(state, event.now) : same(state);
    case 'tick':
      return tick(state, event);
    case 'stored':
      return stored(state, event.through);
    case 'opened':
      return isCurrent(state, event.connection) ? same({ ...state, heardAt: event.now }) : same(state);
    case 'setback':
      return isCurrent(state, state.connection)
        ? abandon(state, event)
        : same({ ...state, takenThrough: state.storedThrough });
    case 'closed':
      return isCurrent(state, event.connection) ? closed(state, event) : same(state);
    case 'filled':
      return isCurrent(state, event.connection) ? settle(takeFilled(state, event)) : same(state);
    case 'frame':
      if (!isCurrent(state, event.connection)) return same(state);
      return frame({ ...state, heardAt: event.now, pinged: false }, event.frame, event.now);
  }
}

/** When the engine next wants a `tick`, if nothing else happens before. */
export function nextTickAt(state: SyncState): number | null {
  switch (state.phase) {
    case 'stopped':
      return null;
    case 'waiting':
      return state.retryAt;
    case 'connecting':
      return state.heardAt + helloDeadlineMs;
    case 'backfill':
    case 'live': {
      const silence = state.heardAt + state.heartbeatMs * (state.pinged ? 2 : 1);
      return state.renewing ? silence : Math.min(silence, state.tokenExpiresAt - tokenRenewalMs);
    }
  }
}

function frame(state: SyncState, received: DownFrame, now: number): SyncStep {
  switch (received.type) {
    case 'hello': {
      if (state.phase !== 'connecting') return same(state);
      const changed = state.incarnation !== null && state.incarnation !== received.incarnation;
      const storedThrough = changed ? 0 : state.storedThrough;
      const effects: SyncEffect[] = [];
      if (state.incarnation !== received.incarnation) {
        effects.push({ kind: 'adopt-incarnation', incarnation: received.incarnation, changed });
      }
      if (storedThrough > 0) effects.push({ kind: 'acknowledge', through: storedThrough });
      effects.push({ kind: 'ready-to-send' });
      return {
        state: {
          ...state,
          phase: 'backfill',
          incarnation: received.incarnation,
          storedThrough,
          takenThrough: changed ? 0 : state.takenThrough,
          attempt: 0,
          offlineSince: null,
          retryAt: null,
          heartbeatMs: received.heartbeat_ms,
          tokenExpiresAt: now + (received.token_expires_at - received.server_time),
          renewing: false,
        },
        effects,
      };
    }
    case 'messages':
      return settle(takeEnvelopes(state, received.messages));
    case 'caught-up':
      return settle(same({ ...state, caughtUpThrough: received.cursor }));
    case 'authenticated':
      return same({ ...state, tokenExpiresAt: received.token_expires_at, renewing: false });
    case 'pong':
      return same(state);
    case 'accepted':
    case 'stale-devices':
    case 'group-events':
    case 'group-stale':
    case 'notice':
    case 'error':
      return { state, effects: [{ kind: 'pass-on', frame: received }] };
  }
}

function tick(state: SyncState, event: SyncEvent): SyncStep {
  const { now } = event;
  if (state.phase === 'stopped') return same(state);
  if (state.phase === 'waiting') {
    return state.retryAt !== null && now >= state.retryAt ? connect(state, now) : same(state);
  }
  if (state.phase === 'connecting') {
    return now >= state.heardAt + helloDeadlineMs ? abandon(state, event) : same(state);
  }
  if (now >= state.heardAt + 2 * state.heartbeatMs) return abandon(state, event);
  const effects: SyncEffect[] = [];
  let next = state;
  if (!next.pinged && now >= next.heardAt + next.heartbeatMs) {
    next = { ...next, pinged: true };
    effects.push({ kind: 'ping' });
  }
  if (!next.renewing && now >= next.tokenExpiresAt - tokenRenewalMs) {
    next = { ...next, renewing: true };
    effects.push({ kind: 'renew-token', force: false });
  }
  return { state: next, effects };
}

function stored(state: SyncState, through: number): SyncStep {
  if (through <= state.storedThrough) return same(state);
  const next = { ...state, storedThrough: through, takenThrough: Math.max(through, state.takenThrough) };
  const connected = state.phase === 'backfill' || state.phase === 'live';
  return settle({ state: next, effects: connected ? [{ kind: 'acknowledge', through }] : [] });
}

/** Backfill ends when everything that waited is stored and no hole is left. */
function settle({ state, effects }: SyncStep): SyncStep {
  const done =
    state.phase === 'backfill' &&
    state.caughtUpThrough !== null &&
    state.held.length === 0 &&
    state.fillingFrom === null &&
    state.storedThrough >= state.takenThrough;
  return done ? { state: { ...state, phase: 'live' }, effects } : { state, effects };
}

function connect(state: SyncState, now: number): SyncStep {
  const connection = state.connection + 1;
  return {
    state: {
      ...state,
      phase: 'connecting',
      connection,
      heardAt: now,
      pinged: false,
      retryAt: null,
      held: [],
      fillingFrom: null,
      caughtUpThrough: null,
    },
    effects: [{ kind: 'connect', connection }],
  };
}

function closed(state: SyncState, event: SyncEvent & { readonly kind: 'closed' }): SyncStep {
  if (event.code === socketCloseCodes['session-ended']) {
    return { state: { ...state, phase: 'stopped' }, effects: [{ kind: 'session-ended' }] };
  }
  const waiting = wait(state, event);
  if (event.code !== socketCloseCodes['token-expired']) return same(waiting);
  return { state: waiting, effects: [{ kind: 'renew-token', force: true }] };
}

/** Gives the connection up; what was handed out but is not stored comes again. */
function abandon(state: SyncState, event: SyncEvent): SyncStep {
  return {
    state: { ...wait(state, event), takenThrough: state.storedThrough },
    effects: [{ kind: 'disconnect' }],
  };
}

function wait(state: SyncState, { now, roll }: SyncEvent): SyncState {
  const attempt = state.attempt + 1;
  return {
    ...state,
    phase: 'waiting',
    connection: state.connection + 1,
    attempt,
    offlineSince: state.offlineSince ?? now,
    retryAt: now + backoffMs(attempt, roll),
    held: [],
    fillingFrom: null,
    caughtUpThrough: null,
  };
}

function stop(state: SyncState): SyncStep {
  if (state.phase === 'stopped') return same(state);
  const connected = state.phase !== 'waiting';
  return {
    state: { ...state, phase: 'stopped', connection: state.connection + 1, retryAt: null },
    effects: connected ? [{ kind: 'disconnect' }] : [],
  };
}

function isCurrent(state: SyncState, connection: number): boolean {
  return state.connection === connection && state.phase !== 'stopped' && state.phase !== 'waiting';
}

function same(state: SyncState): SyncStep {
  return { state, effects: [] };
}
