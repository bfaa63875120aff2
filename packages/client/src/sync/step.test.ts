import type { DeliveredEnvelope, DownFrame } from '@sotto/protocol/socket';
import { describe, expect, test } from 'vitest';
import { helloDeadlineMs, nextTickAt, step } from './step.ts';
import { initialSyncState, type SyncEffect, type SyncEvent, type SyncState } from './sync-state.ts';

const incarnation = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const hello = {
  type: 'hello',
  protocol_version: 1,
  incarnation,
  server_time: 1_000_000,
  token_expires_at: 1_600_000,
  heartbeat_ms: 25_000,
} as DownFrame;
const envelope = (cursor: number) => ({ cursor, message_id: `m${cursor}` }) as unknown as DeliveredEnvelope;
const messages = (...cursors: number[]) =>
  ({ type: 'messages', messages: cursors.map(envelope) }) as DownFrame;
const caughtUp = (cursor: number) => ({ type: 'caught-up', cursor }) as unknown as DownFrame;

type Body = SyncEvent extends infer E ? (E extends SyncEvent ? Omit<E, 'now' | 'roll'> : never) : never;

/** Runs the engine by hand. */
function engine(stored: { incarnation: string | null; cursor: number } = { incarnation: null, cursor: 0 }) {
  let state: SyncState = initialSyncState(stored);
  let now = 5_000_000;
  let effects: SyncEffect[] = [];
  const feed = (body: Body, roll = 0.5) => {
    const result = step(state, { ...body, now, roll } as SyncEvent);
    state = result.state;
    effects = [...result.effects];
    return effects;
  };
  return {
    feed,
    frame: (frame: DownFrame) => feed({ kind: 'frame', connection: state.connection, frame }),
    filled: (more: boolean, ...cursors: number[]) =>
      feed({ kind: 'filled', connection: state.connection, envelopes: cursors.map(envelope), more }),
    closed: (code: number, roll?: number) =>
      feed({ kind: 'closed', connection: state.connection, code }, roll),
    wait: (ms: number) => {
      now += ms;
    },
    get state() {
      return state;
    },
    get now() {
      return now;
    },
  };
}

function connected(stored?: { incarnation: string | null; cursor: number }) {
  const run = engine(stored);
  run.feed({ kind: 'start' });
  run.frame(hello);
  return run;
}

const kinds = (effects: readonly SyncEffect[]) => effects.map((effect) => effect.kind);
const storedCursors = (effects: readonly SyncEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'store' ? effect.envelopes.map((e) => Number(e.cursor)) : []));

describe('connecting', () => {
  test('SYNC-1 starting connects at once; failures wait longer each time, with full jitter', () => {
    const run = engine();
    expect(kinds(run.feed({ kind: 'start' }))).toEqual(['connect']);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      run.closed(1006, 0.999_999);
      expect(run.state.phase).toBe('waiting');
      waits.push((run.state.retryAt ?? 0) - run.now);
      run.wait(60_000);
      expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['connect']);
    }
    expect(waits.slice(0, 4)).toEqual([499, 999, 1999, 3999]);
    expect(waits.at(-1)).toBe(59_999);
    run.closed(1006, 0);
    expect(run.state.retryAt).toBe(run.now);
  });

  test('SYNC-1 a hello ends the count; the next failure waits little again', () => {
    const run = engine();
    run.feed({ kind: 'start' });
    run.closed(1006, 0.9);
    run.wait(60_000);
    run.feed({ kind: 'retry-now' });
    run.frame(hello);
    expect(run.state).toMatchObject({ attempt: 0, offlineSince: null });
    run.closed(1006, 0.999_999);
    expect((run.state.retryAt ?? 0) - run.now).toBe(499);
  });

  test('SYNC-8 a server that says no hello is given up', () => {
    const run = engine();
    run.feed({ kind: 'start' });
    expect(nextTickAt(run.state)).toBe(run.now + helloDeadlineMs);
    run.wait(helloDeadlineMs);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['disconnect']);
    expect(run.state.phase).toBe('waiting');
  });

  test('SYNC-8 a silent connection is asked, then given up', () => {
    const run = connected();
    run.wait(25_000);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['ping']);
    run.frame({ type: 'pong', server_time: 1 } as DownFrame);
    run.wait(25_000);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['ping']);
    run.wait(25_000);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['disconnect']);
  });

  test('SYNC-9 the token is renewed a minute before it ends, whatever the two clocks say', () => {
    const run = connected();
    expect(run.state.tokenExpiresAt).toBe(run.now + 600_000);
    for (let i = 0; i < 21; i++) {
      run.wait(25_000);
      run.frame({ type: 'pong', server_time: 1 } as DownFrame);
    }
    run.wait(15_000);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual(['renew-token']);
    expect(kinds(run.feed({ kind: 'tick' }))).toEqual([]);
    run.frame({ type: 'authenticated', token_expires_at: run.now + 600_000 } as DownFrame);
    expect(run.state.renewing).toBe(false);
  });

  test('SYNC-9 a connection that closed because its token ended asks for a fresh one', () => {
    const run = connected();
    expect(run.closed(4402)).toEqual([{ kind: 'renew-token', force: true }]);
    expect(kinds(run.feed({ kind: 'retry-now' }))).toEqual(['connect']);
  });

  test('SYNC-10 an ended session is not connected again', () => {
    const run = connected();
    expect(kinds(run.closed(4401))).toEqual(['session-ended']);
    expect(run.state.phase).toBe('stopped');
    expect(nextTickAt(run.state)).toBeNull();
    expect(run.feed({ kind: 'tick' })).toEqual([]);
  });

  test('SYNC-11 an older connection is not listened to', () => {
    const run = connected();
    const old = run.state.connection;
    run.closed(1006, 0);
    run.feed({ kind: 'tick' });
    const before = run.state;
    expect(run.feed({ kind: 'frame', connection: old, frame: messages(1) })).toEqual([]);
    expect(run.feed({ kind: 'closed', connection: old, code: 4401 })).toEqual([]);
    expect(run.state).toEqual(before);
  });

  test('stopping ends the connection and everything after', () => {
    const run = connected();
    expect(kinds(run.feed({ kind: 'stop' }))).toEqual(['disconnect']);
    expect(run.frame(messages(1))).toEqual([]);
  });
});

describe('taking in', () => {
  test('SYNC-2 live only when all that waited is stored', () => {
    const run = connected();
    run.frame(messages(1, 2));
    run.frame(caughtUp(2));
    expect(run.state.phase).toBe('backfill');
    run.feed({ kind: 'stored', through: 1 });
    expect(run.state.phase).toBe('backfill');
    run.feed({ kind: 'stored', through: 2 });
    expect(run.state.phase).toBe('live');
  });

  test('SYNC-2 an empty mailbox is live at once', () => {
    const run = connected({ incarnation, cursor: 40 });
    run.frame(caughtUp(40));
    expect(run.state.phase).toBe('live');
  });

  test('SYNC-3 each envelope is taken once, in order', () => {
    const run = connected();
    expect(storedCursors(run.frame(messages(2, 1)))).toEqual([1, 2]);
    expect(storedCursors(run.frame(messages(1, 2, 3)))).toEqual([3]);
    expect(storedCursors(run.frame(messages(3, 3)))).toEqual([]);
  });

  test('SYNC-3 what is stored and comes again is acknowledged again', () => {
    const run = connected({ incarnation, cursor: 5 });
    expect(run.frame(messages(4, 5))).toEqual([{ kind: 'acknowledge', through: 5 }]);
  });

  test('SYNC-3 a lost acknowledgement is repeated with the next connection', () => {
    const run = engine({ incarnation, cursor: 7 });
    run.feed({ kind: 'start' });
    expect(run.frame(hello)).toContainEqual({ kind: 'acknowledge', through: 7 });
  });

  test('SYNC-4 what stands behind a hole waits until the mailbox was read', () => {
    const run = connected();
    const effects = run.frame(messages(1, 4));
    expect(storedCursors(effects)).toEqual([1]);
    expect(effects).toContainEqual({ kind: 'fill', after: 1, connection: run.state.connection });
    expect(storedCursors(run.frame(messages(5)))).toEqual([]);
    expect(storedCursors(run.filled(false, 2, 3, 4))).toEqual([2, 3, 4, 5]);
    expect(run.state).toMatchObject({ takenThrough: 5, held: [], fillingFrom: null });
  });

  test('SYNC-4 a hole that the mailbox does not hold is none', () => {
    const run = connected();
    run.frame(messages(3));
    expect(storedCursors(run.filled(false, 3))).toEqual([3]);
    run.frame(caughtUp(3));
    run.feed({ kind: 'stored', through: 3 });
    expect(run.state.phase).toBe('live');
  });

  test('SYNC-4 a long hole is read page by page', () => {
    const run = connected();
    run.frame(messages(1001));
    const effects = run.filled(true, 1, 2);
    expect(storedCursors(effects)).toEqual([1, 2]);
    expect(effects).toContainEqual({ kind: 'fill', after: 2, connection: run.state.connection });
    expect(storedCursors(run.filled(false, 3, 1001))).toEqual([3, 1001]);
  });

  test('SYNC-5 acknowledged when stored, not when taken', () => {
    const run = connected();
    expect(kinds(run.frame(messages(1)))).toEqual(['store']);
    expect(run.feed({ kind: 'stored', through: 1 })).toEqual([{ kind: 'acknowledge', through: 1 }]);
  });

  test('SYNC-5 what was stored while offline is acknowledged with the next hello', () => {
    const run = connected();
    run.frame(messages(1));
    run.closed(1006, 0);
    expect(run.feed({ kind: 'stored', through: 1 })).toEqual([]);
    run.feed({ kind: 'tick' });
    expect(run.frame(hello)).toContainEqual({ kind: 'acknowledge', through: 1 });
  });

  test('SYNC-6 a restored database begins the cursor again', () => {
    const run = engine({ incarnation: 'another', cursor: 90 });
    run.feed({ kind: 'start' });
    const effects = run.frame(hello);
    expect(effects).toContainEqual({ kind: 'adopt-incarnation', incarnation, changed: true });
    expect(kinds(effects)).not.toContain('acknowledge');
    expect(storedCursors(run.frame(messages(1)))).toEqual([1]);
  });

  test('SYNC-6 the first incarnation ever seen is no change', () => {
    const run = engine();
    run.feed({ kind: 'start' });
    expect(run.frame(hello)).toContainEqual({ kind: 'adopt-incarnation', incarnation, changed: false });
  });

  test('SYNC-7 what could not be stored comes again', () => {
    const run = connected();
    run.frame(messages(1, 2, 3));
    run.feed({ kind: 'stored', through: 1 });
    expect(kinds(run.feed({ kind: 'setback' }, 0))).toEqual(['disconnect']);
    run.feed({ kind: 'tick' });
    run.frame(hello);
    expect(storedCursors(run.frame(messages(2, 3)))).toEqual([2, 3]);
  });

  test('SYNC-7 also when it only turns out after the connection was lost', () => {
    const run = connected();
    run.frame(messages(1, 2));
    run.closed(1006, 0);
    run.feed({ kind: 'setback' });
    run.feed({ kind: 'tick' });
    run.frame(hello);
    expect(storedCursors(run.frame(messages(1, 2)))).toEqual([1, 2]);
  });

  test('answers and notices are passed on', () => {
    const run = connected();
    const accepted = { type: 'accepted', message_id: 'x', accepted_at: 1 } as unknown as DownFrame;
    expect(run.frame(accepted)).toEqual([{ kind: 'pass-on', frame: accepted }]);
  });
});
