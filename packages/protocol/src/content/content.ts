import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { z } from 'zod';
import { uuidToBytes } from '../encoding/uuid.ts';
import type { AccountId, ConversationId } from '../ids.ts';
import { paddedContentBytesMax } from './padding.ts';
import { type Part, partDepthMax, partSchema, partToArray } from './part.ts';

/**
 * The plaintext inside every envelope: draft-ietf-mimi-content in deterministic CBOR (RFC 8949
 * section 4.2.1).
 *
 *     [ salt (16), replaces (16 / null), topic (0..64), expires ([relative, seconds] / null),
 *       in reply to (16 / null), extensions { name => value }, part ]
 *
 * A message's id is a hash of its content (`messageIdInput`), so no two messages share one. Our
 * extensions:
 *
 *     "sotto.order"  [counter, hash of the sender's previous message here (32) / null]   (REQ-S6)
 *     "sotto.sent"   sender's clock, Unix milliseconds
 *     "sotto.to"     conversation id (16): a server cannot move a message to another conversation
 */
export type MessageContent = {
  /** 16 random bytes: keeps the id from being guessed from likely texts. */
  salt: Uint8Array;
  /** Message id (16 bytes) this one replaces: an edit. */
  replaces: Uint8Array | null;
  topic: Uint8Array;
  expires: { relative: boolean; seconds: number } | null;
  inReplyTo: Uint8Array | null;
  conversation: Uint8Array;
  /** Counts this sender device's messages in this conversation from 1; 0 for what has no place in the order. */
  counter: number;
  /** SHA-256 of the sender device's previous ordered content here; null for its first. */
  previous: Uint8Array | null;
  sentAt: number;
  /** Extensions this version does not know, kept as they came. */
  extensions: ReadonlyMap<string, unknown>;
  part: Part;
};

export type ContentResult =
  | { readonly kind: 'content'; readonly content: MessageContent }
  | {
      readonly kind: 'malformed';
      readonly reason: 'not-cbor' | 'not-deterministic' | 'wrong-form' | 'too-long';
    };

const names = { order: 'sotto.order', sent: 'sotto.sent', to: 'sotto.to' } as const;

const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const Id = exactly(16).nullable();
const extensionsMax = 32;

const ContentArray = z.tuple([
  exactly(16),
  Id,
  z.instanceof(Uint8Array).refine((value) => value.length <= 64),
  z.tuple([z.boolean(), z.int().min(0)]).nullable(),
  Id,
  z.map(z.string().max(64), z.unknown()).refine((map) => map.size <= extensionsMax),
  partSchema(partDepthMax),
]);

const Order = z.tuple([z.int().min(0), exactly(32).nullable()]);
const Sent = z.int().min(0);

/** The bytes of a message; equal contents have equal bytes. */
export function encodeContent(content: MessageContent): Uint8Array {
  const extensions = new Map<string, unknown>(content.extensions);
  extensions.set(names.order, [content.counter, content.previous]);
  extensions.set(names.sent, content.sentAt);
  extensions.set(names.to, content.conversation);
  return encode(
    [
      content.salt,
      content.replaces,
      content.topic,
      content.expires === null ? null : [content.expires.relative, content.expires.seconds],
      content.inReplyTo,
      extensions,
      partToArray(content.part),
    ],
    rfc8949EncodeOptions,
  );
}

/** Reads a message. Total and bounded: any byte string yields a content or a reason. */
export function decodeContent(bytes: Uint8Array): ContentResult {
  if (bytes.length > paddedContentBytesMax) return { kind: 'malformed', reason: 'too-long' };
  let raw: unknown;
  try {
    raw = decode(bytes, {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      strict: true,
    });
  } catch {
    return { kind: 'malformed', reason: 'not-cbor' };
  }
  const parsed = ContentArray.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed', reason: 'wrong-form' };
  const [salt, replaces, topic, expires, inReplyTo, found, part] = parsed.data;
  const order = Order.safeParse(found.get(names.order));
  const sent = Sent.safeParse(found.get(names.sent));
  const to = exactly(16).safeParse(found.get(names.to));
  if (!order.success || !sent.success || !to.success) return { kind: 'malformed', reason: 'wrong-form' };
  const extensions = new Map(found);
  for (const name of Object.values(names)) extensions.delete(name);
  const content: MessageContent = {
    salt,
    replaces,
    topic,
    expires: expires === null ? null : { relative: expires[0], seconds: expires[1] },
    inReplyTo,
    conversation: to.data,
    counter: order.data[0],
    previous: order.data[1],
    sentAt: sent.data,
    extensions,
    part,
  };
  return equalBytes(encodeContent(content), bytes)
    ? { kind: 'content', content }
    : { kind: 'malformed', reason: 'not-deterministic' };
}

/**
 * What a message's id is the SHA-256 of: who wrote it, where, and every byte of it. The caller hashes
 * and passes the digest to `uuidFromDigest`.
 */
export function messageIdInput(
  sender: AccountId,
  conversation: ConversationId,
  content: Uint8Array,
): Uint8Array {
  const input = new Uint8Array(32 + content.length);
  input.set(uuidToBytes(sender), 0);
  input.set(uuidToBytes(conversation), 16);
  input.set(content, 32);
  return input;
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
