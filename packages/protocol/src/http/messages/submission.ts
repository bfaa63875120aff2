import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId, MessageId } from '../../ids.ts';
import { ciphertextBytesMax, devicesPerAccountMax, recipientsPerMessageMax } from '../../limits.ts';

const Ciphertext = base64Bytes({ min: 1, max: ciphertextBytesMax });

/** One message for all devices of up to two accounts: the other person, and the sender's own others. */
export const Submission = z.strictObject({
  message_id: MessageId,
  recipients: z
    .array(
      z.strictObject({
        user_id: AccountId,
        /** The device list the sender encrypted for; an older one is answered with `stale-devices`. */
        device_list_version: z.int().min(1),
        envelopes: z
          .array(z.strictObject({ device_id: DeviceId, ciphertext: Ciphertext }))
          .max(devicesPerAccountMax),
      }),
    )
    .min(1)
    .max(recipientsPerMessageMax),
});
export type Submission = z.infer<typeof Submission>;

/** Which devices a sender missed or addressed in vain. Nothing was stored. */
export const StaleDevices = z.strictObject({
  user_id: AccountId,
  device_list_version: z.int().min(0),
  missing: z.array(DeviceId),
  unknown: z.array(DeviceId),
});
export type StaleDevices = z.infer<typeof StaleDevices>;

/** What became of a submission: kept durably, or not at all because a device list has moved on. */
export const SubmissionOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('accepted'), message_id: MessageId, accepted_at: z.iso.datetime() }),
  z.strictObject({
    outcome: z.literal('stale-devices'),
    message_id: MessageId,
    stale: z.array(StaleDevices),
  }),
]);
export type SubmissionOutcome = z.infer<typeof SubmissionOutcome>;
