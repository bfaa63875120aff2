import { z } from 'zod';

/**
 * The small parts that devices of a group send each other over direct sessions. Each is deterministic CBOR:
 *
 *     epochs        [ answer (bool), [ [group (16), epoch, digest (16)], ... ] ]
 *                   what this device holds (REQ-G5); with `answer` it wants to hear what you hold
 *     key request   [ group (16) ]                               I am out of step and want to join again
 *     key           [ group (16), epoch, rejoin key (32) ]       the answer
 *     missing       [ group (16), first counter, last counter ]  messages of yours that I do not have
 */
const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const Epoch = z.int().min(0);

export const epochDigestBytes = 16;

export const GroupEpochs = z.tuple([
  z.boolean(),
  z
    .array(z.tuple([exactly(16), Epoch, exactly(epochDigestBytes)]))
    .min(1)
    .max(64),
]);
export type GroupEpochs = z.infer<typeof GroupEpochs>;

export const GroupKeyRequest = z.tuple([exactly(16)]);
export type GroupKeyRequest = z.infer<typeof GroupKeyRequest>;

export const GroupKey = z.tuple([exactly(16), Epoch, exactly(32)]);
export type GroupKey = z.infer<typeof GroupKey>;

/** More at once would be a log, not a gap. */
export const missingMax = 256;

export const GroupMissing = z
  .tuple([exactly(16), z.int().min(1), z.int().min(1)])
  .refine(([, first, last]) => last >= first && last - first < missingMax);
export type GroupMissing = z.infer<typeof GroupMissing>;
