import { limits, type MessageId, type ProblemCode, problems, protocolVersion } from '@sotto/protocol';
import { decodeFrame, socketCloseCodes, UpFrame } from '@sotto/protocol/socket';
import type { RawData, WebSocket } from 'ws';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { toProblem } from '../http/error-handler.ts';
import type { Messages } from '../messages/service.ts';
import { readMailbox } from '../messages/store.ts';
import { createDeliveryStream, type DeliveryStream } from './delivery-stream.ts';
import type { Connection } from './hub.ts';
import { createOutbox } from './socket-outbox.ts';
import { createTokenBucket } from './token-bucket.ts';
import type { AdmittedSocket } from './upgrade.ts';

const pageMessages = 200;
const pageBytesMax = 512 * 1024;
const framesPerSecond = 2000;
const framesBurst = 20_000;
const badFramesMax = 50;

/** What a socket is opened with, beside who it is. */
export type SocketSetting = {
  readonly context: Context;
  readonly messages: Messages;
  readonly devicePk: number;
  readonly lastSeq: number;
  readonly incarnation: string;
};

/**
 * One device's socket: reads its frames, streams its mailbox. Whatever a peer sends, the answer is a frame;
 * the connection survives unless it keeps being wrong.
 */
export function openDeviceSocket(
  socket: WebSocket,
  admitted: AdmittedSocket,
  setting: SocketSetting,
): Connection & { start(): void; closed(): void } {
  const { context, messages, devicePk } = setting;
  const { encoding } = admitted;
  let actor: Actor = admitted.actor;
  let badFrames = 0;
  let expiry = expireAt(admitted.tokenExpiresAt);
  const bucket = createTokenBucket(
    framesPerSecond * context.config.rateFactor,
    framesBurst * context.config.rateFactor,
  );
  const outbox = createOutbox(socket, encoding, () => {
    context.metrics.slowReaders.inc();
    close(socketCloseCodes['slow-reader'], 'slow-reader');
  });

  const stream: DeliveryStream = createDeliveryStream(
    setting.lastSeq,
    {
      read: (after) =>
        context.database.asActor(actor, (tx) => readMailbox(tx, after, pageMessages, pageBytesMax)),
    },
    {
      send: (envelopes) => outbox.pushMessages(envelopes),
      caughtUp: (cursor) => outbox.push({ type: 'caught-up', cursor }),
      drained: () => outbox.drained(),
      failed: (error) => {
        context.log.warn({ error }, 'delivery-failed');
        close(socketCloseCodes.restarting, 'try again');
      },
    },
  );

  function close(code: number, reason: string): void {
    stream.close();
    clearTimeout(expiry);
    socket.close(code, reason);
    // A peer that does not answer the close is cut off.
    setTimeout(() => socket.terminate(), 2000).unref();
  }
  function expireAt(at: number): NodeJS.Timeout {
    return setTimeout(
      () => close(socketCloseCodes['token-expired'], 'token-expired'),
      Math.max(0, at - Date.now()),
    ).unref();
  }
  function complain(
    code: ProblemCode,
    more: { detail?: string; message_id?: MessageId; retry_after_ms?: number } = {},
  ): void {
    outbox.push({ type: 'error', code, title: problems[code].title, ...more });
  }
  function tooMany(): boolean {
    badFrames++;
    if (badFrames <= badFramesMax) return false;
    close(socketCloseCodes['too-many-errors'], 'too-many-errors');
    return true;
  }

  async function send(frame: Extract<UpFrame, { type: 'send' }>): Promise<void> {
    try {
      const outcome = await messages.submit(actor, frame);
      if (outcome.kind === 'accepted')
        outbox.push({ type: 'accepted', message_id: frame.message_id, accepted_at: outcome.acceptedAt });
      else outbox.push({ type: 'stale-devices', message_id: frame.message_id, stale: outcome.stale });
    } catch (error) {
      const { code, detail, retry_after_seconds } = toProblem(error);
      if (code === 'internal') context.log.error({ error }, 'send-failed');
      complain(code, {
        message_id: frame.message_id,
        ...(detail === undefined ? {} : { detail }),
        ...(retry_after_seconds === undefined ? {} : { retry_after_ms: retry_after_seconds * 1000 }),
      });
    }
  }
  async function authenticate(token: string): Promise<void> {
    try {
      const { actor: renewed, expiresAt } = await context.tokens.verifyWithExpiry(token);
      if (renewed.accountId !== actor.accountId || renewed.deviceId !== actor.deviceId)
        return complain('not-your-account');
      actor = renewed;
      clearTimeout(expiry);
      expiry = expireAt(expiresAt);
      outbox.push({ type: 'authenticated', token_expires_at: expiresAt });
    } catch (error) {
      complain(toProblem(error).code);
    }
  }
  function onFrame(data: Uint8Array | string): void {
    if (!bucket.take()) {
      complain('rate-limited', { retry_after_ms: 1000 });
      return;
    }
    const result = decodeFrame(UpFrame, data);
    if (result.kind === 'malformed') {
      if (!tooMany()) complain('malformed-frame');
      return;
    }
    if (result.kind === 'invalid') {
      if (tooMany()) return;
      const field = result.fields[0];
      complain('invalid-request', {
        ...(field === undefined ? {} : { detail: `${field.path}: ${field.message}` }),
        ...messageIdOf(result.raw),
      });
      return;
    }
    const { frame } = result;
    switch (frame.type) {
      case 'send':
        void send(frame);
        return;
      case 'acknowledge':
        messages
          .acknowledge(devicePk, frame.through)
          .catch((error: unknown) => complain(toProblem(error).code));
        return;
      case 'authenticate':
        void authenticate(frame.access_token);
        return;
      case 'ping':
        outbox.push({ type: 'pong', server_time: Date.now() });
    }
  }

  socket.on('message', (data: RawData, binary: boolean) => {
    const bytes = Array.isArray(data)
      ? Buffer.concat(data)
      : data instanceof ArrayBuffer
        ? new Uint8Array(data)
        : data;
    onFrame(binary ? bytes : Buffer.from(bytes).toString('utf8'));
  });
  return {
    get accountId() {
      return actor.accountId;
    },
    get deviceId() {
      return actor.deviceId;
    },
    get sessionId() {
      return actor.sessionId;
    },
    deliver: (envelope) => stream.offer(envelope),
    notify: (frame) => outbox.push(frame),
    close,
    closed() {
      stream.close();
      clearTimeout(expiry);
      outbox.closed();
    },
    start() {
      outbox.push({
        type: 'hello',
        protocol_version: protocolVersion,
        incarnation: setting.incarnation,
        server_time: Date.now(),
        token_expires_at: admitted.tokenExpiresAt,
        heartbeat_ms: limits.heartbeatMs,
      });
      void stream.start();
    },
  };
}

/** The message a refused `send` was about, when that much could be read. */
function messageIdOf(raw: unknown): { message_id?: MessageId } {
  const id =
    typeof raw === 'object' && raw !== null ? (raw as { message_id?: unknown }).message_id : undefined;
  return typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id) ? { message_id: id as MessageId } : {};
}
