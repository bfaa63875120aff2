import { encodeFrame, socketPath, socketProtocols } from '@sotto/protocol/socket';
import { WebSocket } from 'ws';
import type { BenchAccount } from '../load/bench-account.ts';
import { groupSendFrames, readGroupEvents, slotOfGroupAccepted } from './group-frames.ts';
import type { RoomListener, RoomMember } from './room-member.ts';
import type { RoomAddress } from './room-order.ts';

/** How often a device says how far it has stored a log, as ours do. */
const acknowledgeMs = 1000;

/** A device of a group on its socket; resolves when all that waited has come. */
export async function joinSotto(
  room: RoomAddress & { kind: 'sotto' },
  account: BenchAccount,
  payloadBytes: number,
  listener: RoomListener,
): Promise<RoomMember> {
  const path = socketPath(account.accountId as never, account.deviceId as never);
  const socket = new WebSocket(`${room.url.replace(/^http/, 'ws')}${path}`, socketProtocols.cbor, {
    headers: { authorization: `Bearer ${account.token}` },
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  socket.binaryType = 'nodebuffer';
  const frames = groupSendFrames(room.groupId, room.epoch, payloadBytes);
  let stored = 0;
  let acknowledged = 0;
  const acknowledging = setInterval(() => {
    if (stored === acknowledged || socket.readyState !== WebSocket.OPEN) return;
    acknowledged = stored;
    socket.send(
      encodeFrame(
        { type: 'group-acknowledge', group_id: room.groupId, through: stored },
        'cbor',
      ) as Uint8Array,
    );
  }, acknowledgeMs);
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => {
      clearInterval(acknowledging);
      reject(new Error(`a socket was closed with ${code}`));
    });
    socket.on('message', (data: Buffer) => {
      const events = readGroupEvents(data, listener.reads);
      if (events !== undefined) {
        stored = events.last;
        listener.delivered(events.count);
        return;
      }
      const slot = slotOfGroupAccepted(data);
      if (slot !== undefined) listener.accepted(slot);
      else if (data.includes('caught-up')) resolve();
      else if (data.includes('error') || data.includes('group-stale')) listener.refused();
    });
  });
  return {
    send: (slot) => socket.send(frames(slot)),
    close() {
      clearInterval(acknowledging);
      socket.close();
    },
  };
}
