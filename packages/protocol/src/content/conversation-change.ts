import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { richLimits } from './rich-limits.ts';

/**
 * Something that everybody in a conversation shares about it. The latest by the server's clock counts.
 * Deterministic CBOR:
 *
 *     [ 0, seconds / null ]             new messages disappear this long after they were read
 *     [ 1, system, reference / null ]   the project, order or case it is about
 */
export type ConversationChange =
  | { readonly kind: 'expiry'; readonly seconds: number | null }
  | { readonly kind: 'reference'; readonly system: string; readonly reference: string | null };

const { expirySecondsMin, expirySecondsMax, referenceSystemCharacters, referenceCharacters } = richLimits;

const Expiry = z.tuple([z.literal(0), z.int().min(expirySecondsMin).max(expirySecondsMax).nullable()]);
const Reference = z.tuple([
  z.literal(1),
  z.string().max(referenceSystemCharacters),
  z.string().min(1).max(referenceCharacters).nullable(),
]);
/** A kind of a later version. */
const Newer = z
  .array(z.union([z.number(), z.string(), z.boolean(), z.null(), z.instanceof(Uint8Array)]))
  .refine(([kind]) => typeof kind === 'number' && kind > 1);

export function encodeConversationChange(change: ConversationChange): Uint8Array {
  return change.kind === 'expiry'
    ? encodeValue([0, change.seconds])
    : encodeValue([1, change.system, change.reference]);
}

export function decodeConversationChange(
  bytes: Uint8Array,
): ConversationChange | { readonly kind: 'newer' } | { readonly kind: 'malformed' } {
  const expiry = decodeValue(Expiry, bytes);
  if (expiry !== undefined) return { kind: 'expiry', seconds: expiry[1] };
  const reference = decodeValue(Reference, bytes);
  if (reference !== undefined) return { kind: 'reference', system: reference[1], reference: reference[2] };
  return decodeValue(Newer, bytes) === undefined ? { kind: 'malformed' } : { kind: 'newer' };
}
