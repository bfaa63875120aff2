import type { Seeded } from '../seeded.ts';
import type { ContextExtension } from './mls-peer.ts';

/** Kinds of extension that all members of a history support. */
export type ContextKind = 'external-senders' | 'required-capabilities' | 'sotto-group';

/** Extensions of a group context with content that a seed decides: one at least, in any order. */
export function randomContextExtensions(kinds: readonly ContextKind[], choice: Seeded): ContextExtension[] {
  const chosen = choice.shuffled(kinds).slice(0, 1 + choice.below(kinds.length));
  return chosen.map((kind) => {
    if (kind === 'external-senders') return externalSenders(choice);
    if (kind === 'required-capabilities') return requiredCapabilities();
    return { type: 0xf053, data: choice.bytes(choice.below(200)) };
  });
}

/** Never asked to send anything: a name and a key that are there to be carried along (RFC 9420, 12.1.8.1). */
function externalSenders(choice: Seeded): ContextExtension {
  const senders = Array.from({ length: 1 + choice.below(2) }, () => [
    ...vector(Array.from({ length: 32 }, () => choice.below(256))),
    ...[0, 1],
    ...vector([...Buffer.from(`sender ${choice.below(1000)}`)]),
  ]);
  return { type: 5, data: Uint8Array.from(vector(senders.flat())) };
}

/** Nothing but basic credentials is required (RFC 9420, 7.2). */
function requiredCapabilities(): ContextExtension {
  return { type: 3, data: Uint8Array.from([...vector([]), ...vector([]), ...vector([0, 1])]) };
}

/** A variable-length vector (RFC 9420, 2.1.2), below 16 KiB. */
function vector(bytes: readonly number[]): number[] {
  return bytes.length < 64
    ? [bytes.length, ...bytes]
    : [0x40 | (bytes.length >> 8), bytes.length & 0xff, ...bytes];
}
