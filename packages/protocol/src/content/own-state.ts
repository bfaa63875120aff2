import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { richLimits } from './rich-limits.ts';

/**
 * What one of a person's devices tells the others about what was done on it. Deterministic CBOR:
 *
 *     [ [ what, conversation (16), message (16), value ], ... ]
 *
 *     0 star       1 / 0
 *     1 follow     1 / 0, of the thread that began with the message
 *     2 reminder   minutes before / null
 *     3 read       a thread, through this server time in ms
 *     4 gone       [ sender (16), sending device, counter, hash (32), previous (32) / null ] / null:
 *                  removed for this person; where it stood, so that it is not missed where it never came
 */
export type OwnStateEntry =
  | ({ readonly kind: 'star' | 'follow'; readonly on: boolean } & OwnStateTarget)
  | ({ readonly kind: 'reminder'; readonly minutes: number | null } & OwnStateTarget)
  | ({ readonly kind: 'read'; readonly through: number } & OwnStateTarget)
  | ({ readonly kind: 'gone'; readonly link: OrderLink | null } & OwnStateTarget);

export type OwnStateTarget = { readonly conversation: Uint8Array; readonly message: Uint8Array };

/** A message's place in the order of the device that sent it (REQ-S6). */
export type OrderLink = {
  readonly sender: Uint8Array;
  readonly deviceId: string;
  readonly counter: number;
  readonly hash: Uint8Array;
  readonly previous: Uint8Array | null;
};

/** As many as one message of the smallest classes carries. */
export const ownStateEntriesMax = 200;

const exactly = (bytes: number) => z.instanceof(Uint8Array).refine((value) => value.length === bytes);
const Id = exactly(16);
const Flag = z.union([z.literal(0), z.literal(1)]);
const Link = z.tuple([Id, z.string().min(1).max(64), z.int().min(1), exactly(32), exactly(32).nullable()]);

const Entry = z.union([
  z.tuple([z.union([z.literal(0), z.literal(1)]), Id, Id, Flag]),
  z.tuple([z.literal(2), Id, Id, z.int().min(0).max(richLimits.reminderMinutesMax).nullable()]),
  z.tuple([z.literal(3), Id, Id, z.int().min(0)]),
  z.tuple([z.literal(4), Id, Id, Link.nullable()]),
]);
type Entry = z.infer<typeof Entry>;

const Entries = z.array(Entry).min(1).max(ownStateEntriesMax);

export function encodeOwnState(entries: readonly OwnStateEntry[]): Uint8Array {
  return encodeValue(entries.map(toArray));
}

export function decodeOwnState(bytes: Uint8Array): OwnStateEntry[] | undefined {
  return decodeValue(Entries, bytes)?.map(fromArray);
}

function toArray(entry: OwnStateEntry): Entry {
  const { conversation, message } = entry;
  switch (entry.kind) {
    case 'star':
      return [0, conversation, message, entry.on ? 1 : 0] as Entry;
    case 'follow':
      return [1, conversation, message, entry.on ? 1 : 0] as Entry;
    case 'reminder':
      return [2, conversation, message, entry.minutes] as Entry;
    case 'read':
      return [3, conversation, message, entry.through] as Entry;
    case 'gone': {
      const { link } = entry;
      const place = link && [link.sender, link.deviceId, link.counter, link.hash, link.previous];
      return [4, conversation, message, place] as Entry;
    }
  }
}

function fromArray(entry: Entry): OwnStateEntry {
  const target = { conversation: entry[1], message: entry[2] };
  switch (entry[0]) {
    case 0:
      return { kind: 'star', ...target, on: entry[3] === 1 };
    case 1:
      return { kind: 'follow', ...target, on: entry[3] === 1 };
    case 2:
      return { kind: 'reminder', ...target, minutes: entry[3] };
    case 3:
      return { kind: 'read', ...target, through: entry[3] };
    case 4: {
      if (entry[3] === null) return { kind: 'gone', ...target, link: null };
      const [sender, deviceId, counter, hash, previous] = entry[3];
      return { kind: 'gone', ...target, link: { sender, deviceId, counter, hash, previous } };
    }
  }
}
