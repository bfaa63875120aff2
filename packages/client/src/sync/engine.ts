import {
  type DeliveredEnvelope,
  DownFrame,
  decodeFrame,
  encodeFrame,
  socketPath,
  socketProtocols,
  socketTokenPrefix,
  type UpFrame,
} from '@sotto/protocol/socket';
import type { DeviceContext } from '../device-context.ts';
import { ignoreClosed } from '../platform/later.ts';
import { pause } from '../platform/pause.ts';
import { randomShare } from '../platform/random-share.ts';
import type { Socket } from '../platform/socket-transport.ts';
import { readNumberSetting, readSetting, writeSetting } from '../store/settings.ts';
import { fetchQueue } from './fetch-queue.ts';
import { nextTickAt, step } from './step.ts';
import { initialSyncState, type SyncEffect, type SyncEvent, type SyncState } from './sync-state.ts';

/** What the engine tells the rest of the device. */
export type SyncHandlers = {
  /** Looks up what decrypting these will need; throws when that is impossible now. */
  prepare(envelopes: readonly DeliveredEnvelope[]): Promise<void>;
  /** Stores a run of envelopes with the cursor, in one transaction. */
  store(envelopes: readonly DeliveredEnvelope[]): void;
  onState(state: SyncState): void;
  onFrame(frame: DownFrame): void;
  /** A connection that can send, or that none is left. */
  onSender(send: ((encoded: Uint8Array) => void) | null): void;
  onIncarnation(changed: boolean): void;
  onEnded(): void;
};

export type SyncEngine = {
  start(): void;
  stop(): void;
  retryNow(): void;
};

/** Envelopes stored in one transaction, between two breaths. */
const batchSize = 64;

type EventBody = SyncEvent extends infer Event
  ? Event extends SyncEvent
    ? Omit<Event, 'now' | 'roll'>
    : never
  : never;

/** Runs the pure engine: feeds it what happens and does what it wants done. */
export function createSyncEngine(
  serverUrl: string,
  context: DeviceContext,
  handlers: SyncHandlers,
): SyncEngine {
  const { database, platform, self, tokens } = context;
  const { clock, timer, log, random } = platform;
  let state = initialSyncState({
    incarnation: storedIncarnation(context),
    cursor: readNumberSetting(database, 'cursor'),
  });
  let socket: Socket | null = null;
  let queue: DeliveredEnvelope[] = [];
  let storing = false;
  let cancelTick = () => {};

  function dispatch(event: EventBody): void {
    const before = state.phase;
    const result = step(state, { ...event, now: clock(), roll: randomShare(random) } as SyncEvent);
    state = result.state;
    for (const effect of result.effects) perform(effect);
    if (before !== state.phase && (state.phase === 'waiting' || state.phase === 'stopped')) {
      socket = null;
      handlers.onSender(null);
    }
    const at = nextTickAt(state);
    cancelTick();
    cancelTick = at === null ? () => {} : timer(Math.max(1, at - clock()), () => dispatch({ kind: 'tick' }));
    handlers.onState(state);
  }

  function perform(effect: SyncEffect): void {
    switch (effect.kind) {
      case 'connect':
        background(connect(effect.connection));
        return;
      case 'disconnect':
        socket?.close();
        socket = null;
        return;
      case 'store':
        queue.push(...effect.envelopes);
        background(drain());
        return;
      case 'fill':
        background(fill(effect.after, effect.connection));
        return;
      case 'acknowledge':
        send({ type: 'acknowledge', through: effect.through as never });
        return;
      case 'adopt-incarnation':
        database.commit((changes) => {
          writeSetting(changes, 'incarnation', effect.incarnation);
          if (effect.changed) writeSetting(changes, 'cursor', 0);
        });
        handlers.onIncarnation(effect.changed);
        return;
      case 'renew-token':
        background(renewToken(effect.force));
        return;
      case 'ping':
        send({ type: 'ping' });
        return;
      case 'pass-on':
        handlers.onFrame(effect.frame);
        return;
      case 'ready-to-send':
        handlers.onSender((encoded) => socket?.send(encoded));
        return;
      case 'session-ended':
        handlers.onEnded();
    }
  }

  async function connect(connection: number): Promise<void> {
    let token: string;
    try {
      token = await tokens.accessToken();
    } catch {
      dispatch({ kind: 'closed', connection, code: 0 });
      return;
    }
    if (state.connection !== connection || state.phase !== 'connecting') return;
    const url =
      serverUrl.replace(/^http/, 'ws').replace(/\/+$/, '') + socketPath(self.accountId, self.deviceId);
    socket = platform.socket(url, [socketProtocols.cbor, socketTokenPrefix + token], {
      onOpen: () => dispatch({ kind: 'opened', connection }),
      onMessage: (data) => {
        const decoded = decodeFrame(DownFrame, data);
        // What a newer server says besides is not for us.
        if (decoded.kind === 'frame') dispatch({ kind: 'frame', connection, frame: decoded.frame });
      },
      onClose: (code) => {
        log('info', 'connection-closed', { code });
        dispatch({ kind: 'closed', connection, code });
      },
    });
  }

  /** What goes on beside: a store that failed stops the engine, it does not leave it half alive. */
  function background(task: Promise<void>): void {
    task.catch((error: unknown) => {
      cancelTick();
      socket?.close();
      ignoreClosed(error);
    });
  }

  function send(frame: UpFrame): void {
    socket?.send(encodeFrame(frame, 'cbor'));
  }

  /** Stores what was taken, a batch at a time, and lets everything else happen in between. */
  async function drain(): Promise<void> {
    if (storing) return;
    storing = true;
    try {
      while (queue.length > 0) {
        const batch = queue.slice(0, batchSize);
        await handlers.prepare(batch);
        if (state.phase === 'stopped' || queue[0] !== batch[0]) continue;
        handlers.store(batch);
        queue.splice(0, batch.length);
        dispatch({ kind: 'stored', through: batch.at(-1)?.cursor ?? 0 });
        await pause(timer);
      }
    } catch {
      queue = [];
      log('error', 'task-failed');
      if (state.phase !== 'stopped') dispatch({ kind: 'setback' });
    } finally {
      storing = false;
    }
  }

  async function fill(after: number, connection: number): Promise<void> {
    try {
      const { envelopes, more } = await fetchQueue(context, after);
      dispatch({ kind: 'filled', connection, envelopes, more });
    } catch {
      if (state.connection === connection) dispatch({ kind: 'setback' });
    }
  }

  async function renewToken(force: boolean): Promise<void> {
    try {
      const token = await tokens.accessToken(true);
      if (force) dispatch({ kind: 'retry-now' });
      else send({ type: 'authenticate', access_token: token });
    } catch {
      // Without a fresh token the connection closes, and connecting again says why.
    }
  }

  return {
    start: () => dispatch({ kind: 'start' }),
    stop() {
      queue = [];
      dispatch({ kind: 'stop' });
    },
    retryNow: () => dispatch({ kind: 'retry-now' }),
  };
}

function storedIncarnation({ database }: DeviceContext): string | null {
  const stored = readSetting(database, 'incarnation');
  return typeof stored === 'string' ? stored : null;
}
