import { encodeFrame } from '@sotto/protocol/socket';

/**
 * Just enough of the wire for the generator not to be what is measured: frames are made by the real codec
 * once and filled in, and read only as far as the figures need.
 */
const placeholder = '00000000-0000-4000-8000-000000000000';

/** Makes `send` frames that differ in their id; `slot` comes back in its last twelve digits. */
export function sendFrames(
  recipient: { accountId: string; deviceId: string },
  payloadBytes: number,
): (slot: number) => Buffer {
  const ciphertext = crypto.getRandomValues(new Uint8Array(payloadBytes));
  const template = Buffer.from(
    encodeFrame(
      {
        type: 'send',
        message_id: placeholder,
        recipients: [
          {
            user_id: recipient.accountId,
            device_list_version: 1,
            envelopes: [{ device_id: recipient.deviceId, ciphertext }],
          },
        ],
      },
      'cbor',
    ) as Uint8Array,
  );
  const at = template.indexOf(placeholder);
  return (slot) => {
    const frame = Buffer.from(template);
    frame.write(randomStart(), at, 'latin1');
    frame.write(slot.toString(16).padStart(12, '0'), at + 24, 'latin1');
    return frame;
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

const acceptedStart = Buffer.from(
  encodeFrame({ type: 'accepted', message_id: placeholder }, 'cbor') as Uint8Array,
);
const acceptedIdAt = acceptedStart.indexOf(placeholder);
const acceptedHead = Buffer.concat([Buffer.from([0xa3]), acceptedStart.subarray(1, acceptedIdAt)]);

/** The slot of an `accepted` frame; undefined for any other. */
export function slotOfAccepted(data: Buffer): number | undefined {
  if (!startsWith(data, acceptedHead)) return undefined;
  return slotAt(data, acceptedIdAt);
}

const messagesHead = Buffer.from(
  (encodeFrame({ type: 'messages', messages: [] }, 'cbor') as Uint8Array).subarray(0, -1),
);
const idKey = Buffer.from([0x6a, ...Buffer.from('message_id'), 0x78, 36]);
const cursorKey = Buffer.from([0xa6, 0x66, ...Buffer.from('cursor')]);

/** The slots of a `messages` frame and its last cursor; undefined for any other. */
export function readMessages(data: Buffer): { slots: number[]; cursor: number } | undefined {
  if (!startsWith(data, messagesHead)) return undefined;
  const slots: number[] = [];
  let cursor = 0;
  for (let at = messagesHead.length; ; ) {
    const entry = data.indexOf(cursorKey, at);
    if (entry < 0) return { slots, cursor };
    cursor = readUint(data, entry + cursorKey.length);
    const id = data.indexOf(idKey, entry);
    slots.push(slotAt(data, id + idKey.length));
    at = id + idKey.length + 36;
  }
}

export function acknowledgeFrame(through: number): Buffer {
  return Buffer.from(encodeFrame({ type: 'acknowledge', through }, 'cbor') as Uint8Array);
}

function startsWith(data: Buffer, head: Buffer): boolean {
  return data.length >= head.length && data.compare(head, 0, head.length, 0, head.length) === 0;
}

function slotAt(data: Buffer, idAt: number): number {
  return Number.parseInt(data.toString('latin1', idAt + 24, idAt + 36), 16);
}

function readUint(data: Buffer, at: number): number {
  const first = data[at] as number;
  if (first < 24) return first;
  return data.readUIntBE(at + 1, first === 24 ? 1 : first === 25 ? 2 : 4);
}
