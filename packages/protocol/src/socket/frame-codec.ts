import { decode, encode } from 'cborg';
import type { z } from 'zod';
import { decodeBase64, encodeBase64 } from '../encoding/base64.ts';

/** How a socket's frames are written: chosen by its subprotocol, once. */
export type FrameEncoding = 'cbor' | 'json';

export type FrameResult<Frame> =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'malformed' }
  | {
      readonly kind: 'invalid';
      readonly fields: readonly { path: string; message: string }[];
      readonly raw: unknown;
    };

const invalidFieldsMax = 8;

/** A frame as it goes over the wire: CBOR bytes or JSON text. */
export function encodeFrame(frame: object, encoding: FrameEncoding): Uint8Array | string {
  return encoding === 'cbor' ? encode(frame) : JSON.stringify(frame, bytesToText);
}

/**
 * Reads a frame and checks it against its schema. Total: whatever arrives, the answer is a frame, or
 * why it is none. `raw` holds what could be read, so that an error can name the message it is about.
 */
export function decodeFrame<Schema extends z.ZodType>(
  schema: Schema,
  data: Uint8Array | string,
): FrameResult<z.infer<Schema>> {
  let raw: unknown;
  try {
    raw = typeof data === 'string' ? JSON.parse(data, textToBytes) : decode(data, cborOptions);
  } catch {
    return { kind: 'malformed' };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { kind: 'frame', frame: parsed.data };
  const fields = parsed.error.issues.slice(0, invalidFieldsMax).map((issue) => ({
    path: `/${issue.path.join('/')}`.slice(0, 512),
    message: issue.message.slice(0, 512),
  }));
  return { kind: 'invalid', fields, raw };
}

const cborOptions = { rejectDuplicateMapKeys: true, allowIndefinite: false, allowUndefined: false } as const;

/** The fields that are bytes in a frame; in JSON they are base64. */
const bytesFields = new Set(['ciphertext', 'payload']);

/** Reads the holder itself: a Node `Buffer` has a `toJSON` of its own, which comes first. */
function bytesToText(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const held = this[key];
  return held instanceof Uint8Array ? encodeBase64(held) : value;
}

function textToBytes(key: string, value: unknown): unknown {
  return bytesFields.has(key) && typeof value === 'string' ? (decodeBase64(value) ?? value) : value;
}
