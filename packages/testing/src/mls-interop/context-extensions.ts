import type { Seeded } from '../seeded.ts';
import type { ContextExtension } from './mls-peer.ts';

/** Extensions of a group context that every implementation supports, with content that a seed decides. */
export function randomContextExtensions(choice: Seeded): ContextExtension[] {
  const made = [externalSenders(choice)];
  if (choice.below(2) === 0) made.push(requiredCapabilities());
  return choice.shuffled(made);
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
