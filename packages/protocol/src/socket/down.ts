import { z } from 'zod';
import { GroupEventKind } from '../http/groups/group-event.ts';
import { MlsSuite } from '../http/keys/key-packages.ts';
import { StaleDevices } from '../http/messages/submission.ts';
import {
  AccountId,
  CommitId,
  DeviceId,
  Epoch,
  GroupId,
  GroupSeq,
  Incarnation,
  MailboxCursor,
  MessageId,
} from '../ids.ts';
import { ciphertextBytesMax, groupInlineBytesMax, groupPageMax } from '../limits.ts';
import { problemCodes } from '../problem.ts';
import { frameBytes } from './bytes.ts';

/** Unix milliseconds: frames count time as numbers, HTTP as text. */
const Milliseconds = z.int().min(0);

/** The first frame of every connection. */
export const HelloFrame = z.strictObject({
  type: z.literal('hello'),
  protocol_version: z.int(),
  incarnation: Incarnation,
  server_time: Milliseconds,
  /** The connection closes then unless `authenticate` comes before. */
  token_expires_at: Milliseconds,
  heartbeat_ms: z.int().min(1000),
});

export const DeliveredEnvelope = z.strictObject({
  cursor: MailboxCursor,
  message_id: MessageId,
  sender_id: AccountId,
  sender_device_id: DeviceId,
  accepted_at: Milliseconds,
  ciphertext: frameBytes({ min: 1, max: ciphertextBytesMax }),
});
export type DeliveredEnvelope = z.infer<typeof DeliveredEnvelope>;

/** Messages of this device's mailbox, in order, at least once. */
export const MessagesFrame = z.strictObject({
  type: z.literal('messages'),
  messages: z.array(DeliveredEnvelope).min(1).max(500),
});

/**
 * An event of a group's log. Without `payload` it is too large for a frame: `getGroupEvent` has it; with an
 * empty one its writer withdrew it.
 */
export const DeliveredGroupEvent = z.strictObject({
  seq: GroupSeq,
  epoch: Epoch,
  kind: GroupEventKind,
  id: z.union([CommitId, MessageId]),
  accepted_at: Milliseconds,
  payload: frameBytes({ min: 0, max: groupInlineBytesMax }).optional(),
});
export type DeliveredGroupEvent = z.infer<typeof DeliveredGroupEvent>;

/** Events of one group, in order, at least once, from the first this device has not acknowledged. */
export const GroupEventsFrame = z.strictObject({
  type: z.literal('group-events'),
  group_id: GroupId,
  events: z.array(DeliveredGroupEvent).min(1).max(groupPageMax),
});

/** All that waited, of the mailbox and of every group, has been sent; from here on it is live. Sent once a connection. */
export const CaughtUpFrame = z.strictObject({ type: z.literal('caught-up'), cursor: MailboxCursor });

/** The message is durable. */
export const AcceptedFrame = z.strictObject({
  type: z.literal('accepted'),
  message_id: MessageId,
  accepted_at: Milliseconds,
  /** Its number in the group's log; absent for a direct message. */
  seq: GroupSeq.optional(),
});

/**
 * Nothing was stored: the group is in another epoch. When the commit of number `commit_seq` was processed,
 * encrypt again and send under the same id.
 */
export const GroupStaleFrame = z.strictObject({
  type: z.literal('group-stale'),
  message_id: MessageId,
  group_id: GroupId,
  epoch: Epoch,
  commit_seq: GroupSeq,
});

/** Nothing was stored: encrypt for these devices and send again under the same id. */
export const StaleDevicesFrame = z.strictObject({
  type: z.literal('stale-devices'),
  message_id: MessageId,
  stale: z.array(StaleDevices),
});

/** Something about this account or a person written to changed; fetch it. */
export const NoticeFrame = z.discriminatedUnion('notice', [
  z.strictObject({
    type: z.literal('notice'),
    notice: z.literal('prekeys-low'),
    onetime_prekeys: z.int().min(0),
    onetime_kem_prekeys: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal('notice'),
    notice: z.literal('devices-changed'),
    user_id: AccountId,
    device_list_version: z.int().min(1),
  }),
  z.strictObject({
    type: z.literal('notice'),
    notice: z.literal('key-packages-low'),
    suite: MlsSuite,
    key_packages: z.int().min(0),
  }),
  /** A Welcome waits: until it is acknowledged, no events of this group come. */
  z.strictObject({ type: z.literal('notice'), notice: z.literal('group-welcome'), group_id: GroupId }),
  /** What this device would read next is not kept any more: it joins again by an external commit. */
  z.strictObject({ type: z.literal('notice'), notice: z.literal('log-truncated'), group_id: GroupId }),
]);

export const AuthenticatedFrame = z.strictObject({
  type: z.literal('authenticated'),
  token_expires_at: Milliseconds,
});

export const PongFrame = z.strictObject({ type: z.literal('pong'), server_time: Milliseconds });

/** A frame was refused; the connection goes on unless it is closed with a code of its own. */
export const ErrorFrame = z.strictObject({
  type: z.literal('error'),
  code: z.enum(problemCodes),
  title: z.string().max(256),
  detail: z.string().max(1024).optional(),
  /** The message the refused `send` named. */
  message_id: MessageId.optional(),
  retry_after_ms: z.int().min(0).optional(),
});

/** What the server may say. */
export const DownFrame = z.union([
  HelloFrame,
  MessagesFrame,
  GroupEventsFrame,
  CaughtUpFrame,
  AcceptedFrame,
  StaleDevicesFrame,
  GroupStaleFrame,
  NoticeFrame,
  AuthenticatedFrame,
  PongFrame,
  ErrorFrame,
]);
export type DownFrame = z.infer<typeof DownFrame>;
