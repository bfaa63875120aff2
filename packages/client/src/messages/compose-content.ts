import { type ConversationId, uuidToBytes } from '@sotto/protocol';
import {
  disposition,
  encodeContent,
  type MessageContent,
  type mediaType,
  type Part,
  single,
} from '@sotto/protocol/content';
import type { Random } from '../platform/random.ts';

/** Longest content written: one that still fits into the answer to a device that asks for it again. */
export const composedBytesMax = 65_000;

/** Place of a content in the order of this device's contents in a conversation (REQ-S6). */
export type Order = { readonly counter: number; readonly previous: Uint8Array | null };

const unordered: Order = { counter: 0, previous: null };

/** What a content says; ids are of other messages. */
export type Outgoing = {
  readonly part: Part;
  readonly sentAt: number;
  readonly replaces?: string | null;
  readonly inReplyTo?: string | null;
  /** The message its thread began with. */
  readonly threadId?: string | null;
  readonly expires?: MessageContent['expires'];
  readonly extensions?: ReadonlyMap<string, unknown>;
};

export function composeContent(
  outgoing: Outgoing,
  order: Order,
  conversationId: ConversationId,
  random: Random,
): MessageContent {
  return {
    salt: random(16),
    replaces: idBytes(outgoing.replaces),
    topic: idBytes(outgoing.threadId) ?? new Uint8Array(),
    expires: outgoing.expires ?? null,
    inReplyTo: idBytes(outgoing.inReplyTo),
    conversation: uuidToBytes(conversationId),
    counter: order.counter,
    previous: order.previous,
    sentAt: Math.floor(outgoing.sentAt),
    extensions: outgoing.extensions ?? new Map(),
    part: outgoing.part,
  };
}

/** A small part that is read by the client, not by a person. */
export function composeSignal(
  contentType: (typeof mediaType)[keyof typeof mediaType],
  signal: Uint8Array,
  place: { readonly conversationId: ConversationId; readonly now: number; readonly random: Random },
): Uint8Array {
  const part = single(disposition.unspecified, contentType, signal);
  return encodeContent(
    composeContent({ part, sentAt: place.now }, unordered, place.conversationId, place.random),
  );
}

function idBytes(id: string | null | undefined): Uint8Array | null {
  return id === null || id === undefined ? null : uuidToBytes(id);
}
