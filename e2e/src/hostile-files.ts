import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture that is nothing else: eight by eight, one colour. */
export function picture(): Uint8Array {
  return png(8, 8, deflateSync(Buffer.alloc(8 * (1 + 8 * 3), 200)));
}

/** A few kilobytes, at most so many, that say they are a picture with as many pixels. */
export function hugePicture(size: number, bytesMax = Number.POSITIVE_INFINITY): Uint8Array {
  return png(size, size, deflateSync(Buffer.alloc(Math.min(1_000_000, bytesMax * 500))));
}

/** A small picture of which so many bytes of pixels are said that nobody asked for. */
export function growingPicture(grownBytes: number): Uint8Array {
  return png(8, 8, Buffer.concat([Buffer.from([0x78, 0xda]), zerosDeflated(grownBytes), Buffer.alloc(4)]));
}

/** What inflates (RFC 1951) to so many zeros, in whole mebibytes: the same block over and over. */
export function zerosDeflated(grownBytes: number): Uint8Array {
  const one = 1024 * 1024;
  const block = deflateRawSync(Buffer.alloc(one), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: grownBytes / one }, () => block);
  return new Uint8Array(Buffer.concat([...blocks, deflateRawSync(Buffer.alloc(0))]));
}

/** Begins as a JPEG file and reads as a page to whoever looks for one. */
export function jpegWithHtml(html: string): Uint8Array {
  const comment = Buffer.from(html);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(comment.length + 2, 4);
  return new Uint8Array(Buffer.concat([head, comment, Buffer.from([0xff, 0xd9])]));
}

function png(width: number, height: number, deflated: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflated), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
