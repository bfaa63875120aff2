import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId, MailboxCursor, MessageId } from '../../ids.ts';
import { ciphertextBytesMax } from '../../limits.ts';

/** One envelope in a device's mailbox. */
export const WaitingMessage = z.strictObject({
  cursor: MailboxCursor,
  message_id: MessageId,
  sender_id: AccountId,
  sender_device_id: DeviceId,
  accepted_at: z.iso.datetime(),
  ciphertext: base64Bytes({ min: 1, max: ciphertextBytesMax }),
});
export type WaitingMessage = z.infer<typeof WaitingMessage>;
