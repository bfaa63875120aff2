import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import { disposition, encodeContent, mediaType } from '@sotto/protocol/content';
import type { Random } from '../platform/random.ts';

/** Longest content written: one that still fits into the answer to a device that asks for it again. */
export const composedBytesMax = 65_000;

/** Place of a text in the order of this device's messages in a conversation (REQ-S6). */
export type Order = { readonly counter: number; readonly previous: Uint8Array | null };

const unordered: Order = { counter: 0, previous: null };

type Place = { readonly conversationId: ConversationId; readonly now: number; readonly random: Random };

/** A text message: Markdown. */
export function composeText(text: string, order: Order, place: Place): Uint8Array {
  return compose(mediaType.markdown, new TextEncoder().encode(text), disposition.render, order, place);
}

/** A small part that is read by the client, not by a person. */
export function composeSignal(
  contentType: (typeof mediaType)[keyof typeof mediaType],
  signal: Uint8Array,
  place: Place,
): Uint8Array {
  return compose(contentType, signal, disposition.unspecified, unordered, place);
}

function compose(
  contentType: string,
  content: Uint8Array,
  what: number,
  order: Order,
  { conversationId, now, random }: Place,
): Uint8Array {
  return encodeContent({
    salt: random(16),
    replaces: null,
    topic: new Uint8Array(),
    expires: null,
    inReplyTo: null,
    conversation: uuidToBytes(conversationId),
    counter: order.counter,
    previous: order.previous,
    sentAt: Math.floor(now),
    extensions: new Map(),
    part: { kind: 'single', disposition: what, language: '', contentType, content },
  });
}
