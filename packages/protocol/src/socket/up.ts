import { z } from 'zod';
import { AccountId, DeviceId, GroupId, GroupSeq, MailboxCursor, MessageId } from '../ids.ts';
import { ciphertextBytesMax, devicesPerAccountMax, recipientsPerMessageMax } from '../limits.ts';
import { frameBytes } from './bytes.ts';

/** Send one message; answered by `accepted`, `stale-devices` or an `error` with the same id. */
export const SendFrame = z.strictObject({
  type: z.literal('send'),
  message_id: MessageId,
  recipients: z
    .array(
      z.strictObject({
        user_id: AccountId,
        device_list_version: z.int().min(1),
        envelopes: z
          .array(
            z.strictObject({
              device_id: DeviceId,
              ciphertext: frameBytes({ min: 1, max: ciphertextBytesMax }),
            }),
          )
          .max(devicesPerAccountMax),
      }),
    )
    .min(1)
    .max(recipientsPerMessageMax),
});
export type SendFrame = z.infer<typeof SendFrame>;

/** Everything up to and including `through` is stored here: the server may forget it. */
export const AcknowledgeFrame = z.strictObject({ type: z.literal('acknowledge'), through: MailboxCursor });

/**
 * Send one message, or proposal, to a group: a PrivateMessage of its current epoch. Answered by `accepted`,
 * `group-stale` or an `error` with the same id; and the sender's own socket, too, gets it as an event.
 */
export const GroupSendFrame = z.strictObject({
  type: z.literal('group-send'),
  message_id: MessageId,
  group_id: GroupId,
  payload: frameBytes({ min: 1, max: ciphertextBytesMax }),
});
export type GroupSendFrame = z.infer<typeof GroupSendFrame>;

/** Everything of this group up to and including `through` is stored here. */
export const GroupAcknowledgeFrame = z.strictObject({
  type: z.literal('group-acknowledge'),
  group_id: GroupId,
  through: GroupSeq,
});

/** A fresh access token, before the one of the connection runs out. */
export const AuthenticateFrame = z.strictObject({
  type: z.literal('authenticate'),
  access_token: z.string().min(1).max(2048),
});

/** Are you there? Answered by `pong` at once. */
export const PingFrame = z.strictObject({ type: z.literal('ping') });

/** What a client may say. */
export const UpFrame = z.discriminatedUnion('type', [
  SendFrame,
  AcknowledgeFrame,
  GroupSendFrame,
  GroupAcknowledgeFrame,
  AuthenticateFrame,
  PingFrame,
]);
export type UpFrame = z.infer<typeof UpFrame>;
