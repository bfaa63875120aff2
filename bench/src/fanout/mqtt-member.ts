import { connect, type Socket } from 'node:net';
import type { RoomListener, RoomMember } from './room-member.ts';
import type { RoomAddress } from './room-order.ts';

/**
 * A client of MQTT 3.1.1 that knows connecting, subscribing to one topic, publishing to it, and acknowledging
 * what comes (OASIS MQTT 3.1.1, section 3): the generator's side of a room kept by a broker.
 */
const topic = Buffer.from('room');
const packetTypes = { connack: 2, publish: 3, puback: 4, suback: 9 } as const;

export async function joinMqtt(
  room: RoomAddress & { kind: 'mqtt' },
  name: string,
  payloadBytes: number,
  listener: RoomListener,
): Promise<RoomMember> {
  const socket = connect(room.port, '127.0.0.1');
  socket.setNoDelay(true);
  const payload = crypto.getRandomValues(new Uint8Array(payloadBytes));
  /** Packet identifiers of QoS 1, and the slots they stand for. */
  const slots = new Map<number, number>();
  let packetId = 0;
  /** At QoS 0 nobody answers: a message counts as accepted when its sender, a member too, gets it back. */
  const own = new Set<number>();
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.write(packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0]), text(name)])));
    readPackets(socket, (type, flags, body) => {
      if (type === packetTypes.connack)
        socket.write(
          packet(0x82, Buffer.concat([Buffer.from([0, 1]), text('room'), Buffer.from([room.qos])])),
        );
      else if (type === packetTypes.suback) resolve();
      else if (type === packetTypes.publish) onPublish(flags, body);
      else if (type === packetTypes.puback) {
        const id = body.readUInt16BE(0);
        const slot = slots.get(id);
        slots.delete(id);
        if (slot !== undefined) listener.accepted(slot);
      }
    });
  });
  const onPublish = (flags: number, body: Buffer) => {
    const qos = (flags >> 1) & 3;
    const at = 2 + topic.length + (qos > 0 ? 2 : 0);
    const slot = body.readUInt32BE(at);
    listener.delivered(1);
    listener.reads?.(slot);
    if (own.delete(slot)) listener.accepted(slot);
    if (qos > 0) socket.write(Buffer.from([0x40, 2, body[at - 2] as number, body[at - 1] as number]));
  };
  return {
    send(slot) {
      const message = Buffer.from(payload);
      message.writeUInt32BE(slot, 0);
      const id: number[] = [];
      if (room.qos > 0) {
        packetId = (packetId % 0xff_ff) + 1;
        slots.set(packetId, slot);
        id.push(packetId >> 8, packetId & 0xff);
      } else own.add(slot);
      socket.write(packet(0x30 | (room.qos << 1), Buffer.concat([text('room'), Buffer.from(id), message])));
    },
    close: () => socket.destroy(),
  };
}

function readPackets(socket: Socket, onPacket: (type: number, flags: number, body: Buffer) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    for (;;) {
      let length = 0;
      let next = at + 1;
      for (let shift = 0; ; shift += 7) {
        const byte = held[next++];
        if (byte === undefined) {
          next = -1;
          break;
        }
        length |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      if (next < 0 || next + length > held.length) break;
      const head = held[at] as number;
      onPacket(head >> 4, head & 15, held.subarray(next, next + length));
      at = next + length;
    }
    held = held.subarray(at);
  });
}

function packet(head: number, body: Buffer): Buffer {
  const size: number[] = [];
  for (let left = body.length; ; left >>= 7) {
    if (left < 0x80) {
      size.push(left);
      return Buffer.concat([Buffer.from([head, ...size]), body]);
    }
    size.push((left & 0x7f) | 0x80);
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
