import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { z } from 'zod';
import { paddedContentBytesMax } from './padding.ts';

/**
 * The small machine-read parts. Each is deterministic CBOR:
 *
 *     status          [ [message id (16), 1 delivered / 2 read], ... ]
 *     activity        [ 0 typing / 1 presence, state ]        typing: 0 stopped 1 started; presence: 0 away 1 active
 *     read marker     [ conversation (16), read up to: server time in ms ]
 *     resend request  [ message id (16), ... ]
 *     resend          [ message id (16), content ]
 */
const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const idsMax = 256;

export const messageStatus = { delivered: 1, read: 2 } as const;

export const StatusReport = z
  .array(z.tuple([exactly(16), z.union([z.literal(messageStatus.delivered), z.literal(messageStatus.read)])]))
  .min(1)
  .max(idsMax);
export type StatusReport = z.infer<typeof StatusReport>;

export const activityKind = { typing: 0, presence: 1 } as const;
export const Activity = z.tuple([
  z.union([z.literal(activityKind.typing), z.literal(activityKind.presence)]),
  z.union([z.literal(0), z.literal(1)]),
]);
export type Activity = z.infer<typeof Activity>;

export const ReadMarker = z.tuple([exactly(16), z.int().min(0)]);
export type ReadMarker = z.infer<typeof ReadMarker>;

export const ResendRequest = z.array(exactly(16)).min(1).max(idsMax);
export type ResendRequest = z.infer<typeof ResendRequest>;

export const Resend = z.tuple([
  exactly(16),
  z.instanceof(Uint8Array).refine((value) => value.length <= paddedContentBytesMax),
]);
export type Resend = z.infer<typeof Resend>;

type SignalValue = Uint8Array | number | boolean | readonly SignalValue[];

/** The bytes of a part of one of the forms above, whoever owns the byte strings in it. */
export function encodeSignal(value: readonly SignalValue[]): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/** The value of a part, or `undefined` when it is not of that form. Total. */
export function decodeSignal<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array,
): z.infer<Schema> | undefined {
  try {
    const parsed = schema.safeParse(decode(bytes, { allowIndefinite: false, strict: true }));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
