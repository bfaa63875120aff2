import {
  DownFrame,
  decodeFrame,
  encodeFrame,
  type FrameEncoding,
  socketPath,
  socketProtocols,
  type UpFrame,
} from '@sotto/protocol/socket';
import { WebSocket } from 'ws';
import type { WireAccount } from './wire-account.ts';

/** A socket of a device with every frame it was sent, in order. */
export type WireSocket = {
  readonly frames: DownFrame[];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly raw: WebSocket;
  send(frame: UpFrame): void;
  sendRaw(data: string | Uint8Array): void;
  /** The first frame, now or later, that `wanted` accepts. */
  next<Frame extends DownFrame>(wanted: (frame: DownFrame) => frame is Frame): Promise<Frame>;
  close(): Promise<void>;
};

const patienceMs = 20_000;

/** Opens a device's socket and waits for nothing; see `next`. */
export function openWireSocket(account: WireAccount, encoding: FrameEncoding = 'cbor'): WireSocket {
  const address = `${account.url.replace(/^http/, 'ws')}${socketPath(account.accountId, account.deviceId)}`;
  const raw = new WebSocket(address, socketProtocols[encoding], {
    headers: { authorization: `Bearer ${account.token}` },
  });
  raw.binaryType = 'nodebuffer';
  const frames: DownFrame[] = [];
  const watchers = new Set<() => void>();
  raw.on('message', (data: Buffer, binary) => {
    const result = decodeFrame(DownFrame, binary ? new Uint8Array(data) : data.toString());
    if (result.kind !== 'frame')
      throw new Error(`the server sent a frame that is none: ${JSON.stringify(result)}`);
    frames.push(result.frame);
    for (const watch of watchers) watch();
  });
  raw.on('error', () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    raw.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  return {
    frames,
    closed,
    raw,
    send: (frame) => raw.send(encodeFrame(frame, encoding)),
    sendRaw: (data) => raw.send(data),
    next(wanted) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(
            new Error(`no such frame in time; there were ${frames.map((frame) => frame.type).join(', ')}`),
          );
        }, patienceMs);
        const look = () => {
          const found = frames.find(wanted);
          if (found === undefined) return;
          watchers.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    async close() {
      raw.close();
      await closed;
    },
  };
}

/** Accepts frames of one type. */
export function ofType<Type extends DownFrame['type']>(type: Type) {
  return (frame: DownFrame): frame is Extract<DownFrame, { type: Type }> => frame.type === type;
}
