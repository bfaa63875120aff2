import type { Duplex } from 'node:stream';
import { limits } from '@sotto/protocol';
import type { FrameEncoding } from '@sotto/protocol/socket';
import type { WebSocket } from 'ws';
import type { StoredEnvelope } from '../messages/stored-envelope.ts';
import { encodeMessages } from './frames/frequent-frames.ts';
import type { SharedFrame } from './shared-frame.ts';

/**
 * What goes to one socket. Everything of one turn of the event loop leaves in one write, and envelopes of
 * one turn in one frame.
 */
export type Outgoing = {
  send(frame: Uint8Array | string | SharedFrame): void;
  deliver(envelopes: readonly StoredEnvelope[]): void;
  /** Writes now what would leave at the end of the turn. */
  flush(): void;
  /** Resolves when the reader has taken what it was sent. */
  drained(): Promise<void>;
  /** Since when somebody waits for that; undefined when nobody does. */
  readonly stuckSinceMs: number | undefined;
};

const frameEnvelopesMax = 500;
const frameCiphertextBytesMax = 1024 * 1024;
/** A reader with more than this unread is waited for before it is sent another page. */
const drainedBytes = 64 * 1024;

export type OutgoingOptions = {
  readonly ws: WebSocket;
  readonly socket: Duplex;
  readonly encoding: FrameEncoding;
  /** The reader leaves too much unread (REQ-N4). */
  tooSlow(): void;
  delivered(oldestAcceptedAt: number): void;
};

export function createOutgoing({ ws, socket, encoding, tooSlow, delivered }: OutgoingOptions): Outgoing {
  let frames: (Uint8Array | string | SharedFrame)[] = [];
  let envelopes: StoredEnvelope[] = [];
  let scheduled = false;
  let stuckSinceMs: number | undefined;

  const flush = () => {
    const [nowFrames, nowEnvelopes] = [frames, envelopes];
    frames = [];
    envelopes = [];
    if (ws.readyState !== ws.OPEN || nowFrames.length + nowEnvelopes.length === 0) return;
    // What earlier turns left, not what this one adds: a burst alone makes nobody slow.
    if (ws.bufferedAmount > limits.sendBufferBytesMax) {
      tooSlow();
      return;
    }
    const [first] = nowFrames;
    if (nowFrames.length === 1 && nowEnvelopes.length === 0 && isShared(first)) {
      // Nearly all that goes to a large group: nothing to gather, nothing to encode.
      socket.write(first.onWire(encoding));
      return;
    }
    socket.cork();
    // Envelopes first: `caught-up` is true only behind them.
    for (const group of intoFrames(nowEnvelopes)) ws.send(encodeMessages(group, encoding));
    for (const frame of nowFrames) {
      // Without extensions every frame goes straight to the socket, so a finished one may go beside them.
      if (isShared(frame)) socket.write(frame.onWire(encoding));
      else ws.send(frame);
    }
    socket.uncork();
    const oldest = nowEnvelopes[0];
    if (oldest !== undefined) delivered(oldest.acceptedAt);
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  };
  return {
    flush,
    send(frame) {
      frames.push(frame);
      schedule();
    },
    deliver(more) {
      for (const envelope of more) envelopes.push(envelope);
      schedule();
    },
    async drained() {
      await new Promise((resolve) => setImmediate(resolve));
      if (ws.bufferedAmount <= drainedBytes || socket.destroyed) return;
      stuckSinceMs = Date.now();
      await new Promise<void>((resolve) => {
        const done = () => {
          socket.off('drain', done).off('close', done);
          resolve();
        };
        socket.on('drain', done).on('close', done);
      });
      stuckSinceMs = undefined;
    },
    get stuckSinceMs() {
      return stuckSinceMs;
    },
  };
}

function isShared(frame: Uint8Array | string | SharedFrame | undefined): frame is SharedFrame {
  return typeof frame === 'object' && 'onWire' in frame;
}

/** Groups that make frames within their bounds. */
function intoFrames(envelopes: readonly StoredEnvelope[]): (readonly StoredEnvelope[])[] {
  const groups: StoredEnvelope[][] = [];
  let group: StoredEnvelope[] = [];
  let bytes = 0;
  for (const envelope of envelopes) {
    bytes += envelope.ciphertext.length;
    if (group.length > 0 && (bytes > frameCiphertextBytesMax || group.length === frameEnvelopesMax)) {
      groups.push(group);
      group = [];
      bytes = envelope.ciphertext.length;
    }
    group.push(envelope);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
