import { limits } from '@sotto/protocol';
import { encodeFrame, type FrameEncoding } from '@sotto/protocol/socket';
import type { WebSocket } from 'ws';
import type { StoredEnvelope } from '../messages/store.ts';

/** Messages a frame holds at most; the rest of a turn goes into the next frame. */
const frameMessagesMax = 200;

/** What goes out to one socket. */
export type SocketOutbox = {
  push(frame: object): void;
  pushMessages(envelopes: readonly StoredEnvelope[]): void;
  drained(): Promise<void>;
  closed(): void;
};

/** What goes to one socket in a turn of the event loop: messages together, one write, cut off when slow. */
export function createOutbox(socket: WebSocket, encoding: FrameEncoding, tooSlow: () => void): SocketOutbox {
  let messages: object[] = [];
  let scheduled = false;
  let wake: (() => void) | undefined;
  const write = (frame: object) => {
    if (socket.readyState !== socket.OPEN) return;
    const data = encodeFrame(frame, encoding);
    socket.send(data, { binary: typeof data !== 'string' }, () => {
      if (socket.bufferedAmount <= limits.sendBufferBytesMax / 4) wake?.();
    });
    if (socket.bufferedAmount > limits.sendBufferBytesMax) tooSlow();
  };
  const flush = () => {
    scheduled = false;
    while (messages.length > 0) write({ type: 'messages', messages: messages.splice(0, frameMessagesMax) });
  };
  return {
    push(frame) {
      flush();
      write(frame);
    },
    pushMessages(envelopes) {
      for (const envelope of envelopes) messages.push(present(envelope));
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    async drained() {
      flush();
      if (socket.bufferedAmount <= limits.sendBufferBytesMax / 4 || socket.readyState !== socket.OPEN) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    },
    closed() {
      messages = [];
      wake?.();
    },
  };
}

function present(envelope: StoredEnvelope): object {
  return {
    cursor: envelope.seq,
    message_id: envelope.messageId,
    sender_id: envelope.senderAccount,
    sender_device_id: envelope.senderDevice,
    accepted_at: envelope.acceptedAt,
    ciphertext: envelope.ciphertext,
  };
}
