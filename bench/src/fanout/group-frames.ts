import { randomBytes } from 'node:crypto';
import { uuidToBytes } from '@sotto/protocol';
import { encodeFrame } from '@sotto/protocol/socket';

/**
 * Just enough of the wire for the generator not to be what is measured: frames are made by the real codec once
 * and filled in, and read only as far as the figures need.
 */
const placeholder = '00000000-0000-4000-8000-000000000000';

/** A PrivateMessage with application data as a delivery service sees one: its true head, then random bytes. */
export function syntheticMessage(groupId: string, epoch: number, bytes: number): Uint8Array {
  const message = new Uint8Array(randomBytes(bytes));
  message.set([0, 1, 0, 2, 16, ...uuidToBytes(groupId), 0, 0, 0, 0], 0);
  new DataView(message.buffer).setUint32(25, epoch);
  message[29] = 1;
  return message;
}

/** Makes `group-send` frames that differ in their id; `slot` comes back in its last twelve digits. */
export function groupSendFrames(
  groupId: string,
  epoch: number,
  payloadBytes: number,
): (slot: number) => Buffer {
  const payload = syntheticMessage(groupId, epoch, payloadBytes);
  const frame = { type: 'group-send', message_id: placeholder, group_id: groupId, payload };
  const template = Buffer.from(encodeFrame(frame, 'cbor') as Uint8Array);
  const at = template.indexOf(placeholder);
  return (slot) => {
    const filled = Buffer.from(template);
    filled.write(randomStart(), at, 'latin1');
    filled.write(slot.toString(16).padStart(12, '0'), at + 24, 'latin1');
    return filled;
  };
}

/** The first 24 characters of a version 8 UUID: ids are hashes, so they hit an index anywhere. */
function randomStart(): string {
  const hex = () =>
    Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [a, b] = [hex(), hex()];
  return `${a}-${b.slice(0, 4)}-8${b.slice(5, 8)}-8${hex().slice(0, 3)}-`;
}

const eventsHead = Buffer.from(
  encodeFrame({ type: 'group-events', events: [] }, 'cbor') as Uint8Array,
).subarray(1, -1);
const eventHead = Buffer.from([0x62, ...Buffer.from('id'), 0x78, 36]);
const seqKey = Buffer.from([0x63, ...Buffer.from('seq')]);

/**
 * How many events a `group-events` frame has and the number of the last; undefined for any other frame. Their
 * slots are looked for only when somebody reads them.
 */
export function readGroupEvents(
  data: Buffer,
  reads: ((slot: number) => void) | undefined,
): { count: number; last: number } | undefined {
  if (!startsWith(data, eventsHead, 1)) return undefined;
  const at = 1 + eventsHead.length;
  const { value: count, next } = readHead(data, at);
  const firstId = next + 1 + eventHead.length;
  const { value: first } = readHead(data, firstId + 36 + seqKey.length);
  if (reads !== undefined)
    for (let id = data.indexOf(eventHead, next); id >= 0; id = data.indexOf(eventHead, id + 40))
      reads(
        Number.parseInt(data.toString('latin1', id + eventHead.length + 24, id + eventHead.length + 36), 16),
      );
  return { count, last: first + count - 1 };
}

const acceptedHead = Buffer.from([0xa4, ...seqKey]);
const idKey = Buffer.from([0x6a, ...Buffer.from('message_id'), 0x78, 36]);

/** The slot of an `accepted` frame of a group; undefined for any other. */
export function slotOfGroupAccepted(data: Buffer): number | undefined {
  if (!startsWith(data, acceptedHead, 0)) return undefined;
  const id = data.indexOf(idKey) + idKey.length;
  return Number.parseInt(data.toString('latin1', id + 24, id + 36), 16);
}

function startsWith(data: Buffer, head: Buffer, at: number): boolean {
  return data.length >= at + head.length && data.compare(head, 0, head.length, at, at + head.length) === 0;
}

/** The value of a CBOR head, whatever its type. */
function readHead(data: Buffer, at: number): { value: number; next: number } {
  const short = (data[at] as number) & 31;
  if (short < 24) return { value: short, next: at + 1 };
  const size = 2 ** (short - 24);
  return { value: data.readUIntBE(at + 1, size), next: at + 1 + size };
}
