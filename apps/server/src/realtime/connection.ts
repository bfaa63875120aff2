import type { Duplex } from 'node:stream';
import {
  type AccountId,
  type Epoch,
  type GroupId,
  type GroupSeq,
  limits,
  type MessageId,
  protocolVersion,
} from '@sotto/protocol';
import {
  type DownFrame,
  decodeFrame,
  encodeFrame,
  type FrameEncoding,
  type GroupSendFrame,
  type SendFrame,
  socketCloseCodes,
  UpFrame,
} from '@sotto/protocol/socket';
import type { WebSocket } from 'ws';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { frameEvent } from '../groups/group-event.ts';
import type { Groups } from '../groups/service.ts';
import { toProblem } from '../http/error-handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import type { Messages } from '../messages/service.ts';
import { createDeliveryStream } from './delivery-stream.ts';
import { encodeAccepted } from './frames/frequent-frames.ts';
import { readSendFrame } from './frames/read-send-frame.ts';
import type { GroupHub } from './group-hub.ts';
import { createGroupStreams } from './group-streams.ts';
import type { Connection } from './hub.ts';
import { createOutgoing } from './outgoing.ts';
import { createTokenBucket } from './token-bucket.ts';

export type ConnectionOptions = {
  readonly context: Context;
  readonly messages: Messages;
  readonly groups: Groups;
  readonly groupHub: GroupHub;
  readonly ws: WebSocket;
  readonly socket: Duplex;
  readonly encoding: FrameEncoding;
  readonly actor: Actor;
  readonly tokenExpiresAt: number;
  readonly mailbox: MailboxActor;
};

/** Frames of one connection: a burst, and so many a second. A client that keeps to its window is far below. */
const frameRate = { burst: 2000, perSecond: 1000 };
const byteRate = { burst: 64 * 1024 * 1024, perSecond: 8 * 1024 * 1024 };
/** Refused frames before the connection is given up, and how fast they are forgotten. */
const errorRate = { burst: 20, perSecond: 0.5 };
/** Unanswered `send` frames at which reading stops until half of them are answered. */
const unansweredMax = 256;
const peersMax = 200;
const missedHeartbeatsMax = 2.5;

/** One connected device: frames in, frames out, and when it ends. */
export function createConnection(options: ConnectionOptions): Connection {
  const { context, messages, groups, groupHub, ws, socket, encoding, mailbox } = options;
  const { rateFactor } = context.config;
  let { actor, tokenExpiresAt } = options;
  const frames = createTokenBucket({
    burst: frameRate.burst * rateFactor,
    perSecond: frameRate.perSecond * rateFactor,
  });
  const bytes = createTokenBucket({
    burst: byteRate.burst * rateFactor,
    perSecond: byteRate.perSecond * rateFactor,
  });
  const errors = createTokenBucket(errorRate);
  const peers = new Set<AccountId>();
  let unanswered = 0;
  let heardAt = Date.now();
  let pingAt = heardAt + limits.heartbeatMs;

  const close: Connection['close'] = (reason) => {
    stopStreams();
    if (reason === 'slow-reader') context.metrics.slowReaders.inc();
    else outgoing.flush();
    ws.close(socketCloseCodes[reason], reason);
    // A peer that does not answer the close frame, or never gets to it, is not waited for.
    setTimeout(() => ws.terminate(), 2000).unref();
  };
  const outgoing = createOutgoing({
    ws,
    socket,
    encoding,
    tooSlow: () => close('slow-reader'),
    delivered: (at) => context.metrics.deliverySeconds.observe((Date.now() - at) / 1000),
  });
  const interrupted = (error: unknown) => {
    context.log.warn({ error }, 'delivery-interrupted');
    close('restarting');
  };
  const stream = createDeliveryStream({
    read: (after) => messages.read(mailbox, after),
    send: outgoing.deliver,
    caughtUp: (cursor) => {
      groupsCaughtUp.then(
        () => say({ type: 'caught-up', cursor: cursor as never }),
        () => {},
      );
    },
    drained: outgoing.drained,
    failed: interrupted,
  });
  const groupStreams = createGroupStreams({
    memberships: () => groups.memberships(mailbox),
    read: (groupId, after) => groups.read(mailbox, groupId, after),
    subscribe: groupHub.subscribe,
    unsubscribe: groupHub.unsubscribe,
    send: (groupId, events) =>
      say({ type: 'group-events', group_id: groupId, events: events.map(frameEvent) }),
    sendLive: ({ frame }) => outgoing.send(frame),
    welcomeWaits: (groupId) => say({ type: 'notice', notice: 'group-welcome', group_id: groupId }),
    truncated: (groupId) => say({ type: 'notice', notice: 'log-truncated', group_id: groupId }),
    drained: outgoing.drained,
    failed: interrupted,
  });
  let groupsCaughtUp = Promise.resolve();
  const stopStreams = () => {
    stream.close();
    groupStreams.close();
  };
  const say = (frame: DownFrame) => outgoing.send(encodeFrame(frame, encoding));
  const refuse = (error: unknown, messageId?: MessageId) => {
    const { code, title, detail, retry_after_seconds: seconds } = toProblem(error);
    if (code === 'internal') context.log.error({ error }, 'frame-failed');
    say({
      type: 'error',
      code,
      title,
      ...(detail === undefined ? {} : { detail }),
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(seconds === undefined ? {} : { retry_after_ms: seconds * 1000 }),
    });
  };
  /** A frame that should not have been sent: after too many of them the connection ends. */
  const refuseFrame = (error: ProblemError, messageId?: MessageId) => {
    refuse(error, messageId);
    if (errors.take(1, Date.now()) > 0) close('too-many-errors');
  };

  const remember = (accountId: AccountId) => {
    if (peers.size < peersMax) peers.add(accountId);
  };
  const awaitAnswer = () => {
    if (++unanswered === unansweredMax) ws.pause();
  };
  const answered = () => {
    if (--unanswered === unansweredMax / 2) ws.resume();
  };
  const send = async (frame: SendFrame) => {
    const messageId = frame.message_id;
    for (const { user_id: accountId } of frame.recipients) remember(accountId);
    awaitAnswer();
    try {
      const outcome = await messages.submit(actor, frame);
      if (outcome.kind === 'accepted')
        outgoing.send(encodeAccepted(messageId, outcome.acceptedAt, undefined, encoding));
      else say({ type: 'stale-devices', message_id: messageId, stale: [...outcome.stale] });
    } catch (error) {
      refuse(error, messageId);
    } finally {
      answered();
    }
  };
  const sendToGroup = async (frame: GroupSendFrame) => {
    const { message_id: messageId, group_id: groupId, payload } = frame;
    awaitAnswer();
    try {
      const outcome = await groups.send(mailbox, { groupId, messageId, payload });
      if (outcome.kind === 'accepted')
        outgoing.send(encodeAccepted(messageId, outcome.acceptedAt, outcome.seq, encoding));
      else
        say({
          type: 'group-stale',
          message_id: messageId,
          group_id: groupId,
          epoch: outcome.epoch as Epoch,
          commit_seq: outcome.commitSeq as GroupSeq,
        });
    } catch (error) {
      refuse(error, messageId);
    } finally {
      answered();
    }
  };
  const acknowledgeGroup = (groupId: GroupId, through: number) => {
    const sent = groupStreams.sent(groupId);
    // A group joined anew in the meantime is acknowledged in vain, not wrongly.
    if (sent === undefined) return;
    if (through > sent)
      throw new ProblemError('invalid-request', { detail: 'more is acknowledged than was sent' });
    groups.acknowledge(mailbox, groupId, through);
  };
  const acknowledge = async (through: number) => {
    if (through > stream.sent)
      throw new ProblemError('invalid-request', { detail: 'more is acknowledged than was sent' });
    await messages.acknowledge(mailbox, through);
  };
  const authenticate = async (token: string) => {
    const fresh = await context.tokens.verifyWithExpiry(token);
    if (fresh.actor.accountId !== actor.accountId) throw new ProblemError('not-your-account');
    if (fresh.actor.deviceId !== actor.deviceId) throw new ProblemError('not-your-device');
    ({ actor, expiresAt: tokenExpiresAt } = fresh);
    say({ type: 'authenticated', token_expires_at: tokenExpiresAt });
  };
  const act = (frame: UpFrame) => {
    switch (frame.type) {
      case 'send':
        void send(frame);
        return;
      case 'acknowledge':
        acknowledge(frame.through).catch((error: unknown) => refuse(error));
        return;
      case 'group-send':
        void sendToGroup(frame);
        return;
      case 'group-acknowledge':
        try {
          acknowledgeGroup(frame.group_id, frame.through);
        } catch (error) {
          refuse(error);
        }
        return;
      case 'authenticate':
        authenticate(frame.access_token).catch((error: unknown) => refuse(error));
        return;
      case 'ping':
        say({ type: 'pong', server_time: Date.now() });
    }
  };
  const receive = (data: Buffer<ArrayBuffer>, isBinary: boolean) => {
    if (ws.readyState !== ws.OPEN) return;
    heardAt = Date.now();
    const waitMs = Math.max(frames.take(1, heardAt), bytes.take(data.length, heardAt));
    if (isBinary !== (encoding === 'cbor')) {
      refuseFrame(new ProblemError('malformed-frame', { detail: `this connection speaks ${encoding}` }));
      return;
    }
    const fast = isBinary ? readSendFrame(data) : undefined;
    const read =
      fast === undefined
        ? decodeFrame(UpFrame, isBinary ? data : data.toString('utf8'))
        : ({ kind: 'frame', frame: fast } as const);
    if (read.kind === 'frame') {
      const frame = fast ?? inLowerCase(read.frame);
      if (waitMs === 0) act(frame);
      else
        refuseFrame(
          new ProblemError('rate-limited', { retry_after_seconds: Math.ceil(waitMs / 1000) }),
          frame.type === 'send' || frame.type === 'group-send' ? frame.message_id : undefined,
        );
    } else if (read.kind === 'malformed') refuseFrame(new ProblemError('malformed-frame'));
    else
      refuseFrame(
        new ProblemError('invalid-request', { detail: describe(read.fields) }),
        messageIdIn(read.raw),
      );
  };

  ws.on('message', receive);
  ws.on('pong', () => {
    heardAt = Date.now();
  });
  ws.on('close', stopStreams);
  // What ws refuses by itself (too large, not WebSocket) it closes with the code of RFC 6455.
  ws.on('error', () => {});
  say({
    type: 'hello',
    protocol_version: protocolVersion,
    incarnation: context.incarnation,
    server_time: Date.now(),
    token_expires_at: tokenExpiresAt,
    heartbeat_ms: limits.heartbeatMs,
  });

  return {
    accountId: mailbox.accountId,
    deviceId: mailbox.deviceId,
    devicePk: mailbox.devicePk,
    get sessionId() {
      return actor.sessionId;
    },
    start() {
      groupsCaughtUp = groupStreams.start();
      groupsCaughtUp.catch((error: unknown) => {
        if (ws.readyState === ws.OPEN) interrupted(error);
      });
      stream.start();
    },
    deliver(envelope) {
      remember(envelope.senderAccount);
      stream.offer(envelope);
    },
    lookAgain: stream.lookAgain,
    notify: outgoing.send,
    groups: groupStreams,
    knows: (accountId) => peers.has(accountId),
    close,
    terminate: () => ws.terminate(),
    tick(nowMs) {
      if (ws.readyState !== ws.OPEN) return;
      const { stuckSinceMs } = outgoing;
      if (nowMs >= tokenExpiresAt) close('token-expired');
      else if (nowMs - heardAt > limits.heartbeatMs * missedHeartbeatsMax) ws.terminate();
      else if (stuckSinceMs !== undefined && nowMs - stuckSinceMs > limits.heartbeatMs) close('slow-reader');
      else if (nowMs >= pingAt) {
        pingAt = nowMs + limits.heartbeatMs;
        ws.ping();
      }
    },
  };
}

/** UUIDs may be written in either case; everything behind here compares them as text. */
function inLowerCase(frame: UpFrame): UpFrame {
  if (frame.type !== 'send') return frame;
  return {
    ...frame,
    recipients: frame.recipients.map((recipient) => ({
      ...recipient,
      user_id: recipient.user_id.toLowerCase() as AccountId,
    })),
  };
}

function describe(fields: readonly { path: string; message: string }[]): string {
  return fields
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ')
    .slice(0, 1000);
}

/** The message a refused frame named, if that much can be read. */
function messageIdIn(raw: unknown): MessageId | undefined {
  const id =
    raw !== null && typeof raw === 'object' ? (raw as { message_id?: unknown }).message_id : undefined;
  return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    ? (id as MessageId)
    : undefined;
}
