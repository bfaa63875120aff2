import { type DownFrame, encodeFrame, type FrameEncoding } from '@sotto/protocol/socket';

/**
 * A frame for many connections, encoded once for each encoding that is wanted, WebSocket header included: what
 * differs between two recipients is not one byte.
 */
export type SharedFrame = { onWire(encoding: FrameEncoding): Buffer };

export function shareFrame(frame: DownFrame): SharedFrame {
  const known: { [Encoding in FrameEncoding]?: Buffer } = {};
  return {
    onWire(encoding) {
      known[encoding] ??= withHeader(encodeFrame(frame, encoding));
      return known[encoding];
    },
  };
}

/** RFC 6455 section 5.2: a final frame, text or binary; a server's frames are not masked. */
function withHeader(frame: Uint8Array | string): Buffer {
  const payload = typeof frame === 'string' ? Buffer.from(frame) : frame;
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length < 0x1_0000 ? 2 : 8;
  const wire = Buffer.allocUnsafe(2 + lengthBytes + length);
  wire[0] = typeof frame === 'string' ? 0x81 : 0x82;
  wire[1] = lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127;
  if (lengthBytes === 2) wire.writeUInt16BE(length, 2);
  if (lengthBytes === 8) wire.writeBigUInt64BE(BigInt(length), 2);
  wire.set(payload, 2 + lengthBytes);
  return wire;
}
