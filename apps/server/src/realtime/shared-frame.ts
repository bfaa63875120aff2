import { type DownFrame, encodeFrame, type FrameEncoding } from '@sotto/protocol/socket';

/** A frame for many connections, encoded once for each encoding that is wanted. */
export type SharedFrame = { in(encoding: FrameEncoding): Uint8Array | string };

export function shareFrame(frame: DownFrame): SharedFrame {
  const encoded = new Map<FrameEncoding, Uint8Array | string>();
  return {
    in(encoding) {
      const known = encoded.get(encoding) ?? encodeFrame(frame, encoding);
      encoded.set(encoding, known);
      return known;
    },
  };
}
