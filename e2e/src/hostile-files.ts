import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture that is nothing else: eight by eight, one colour. */
export function picture(): Uint8Array {
  return png(8, 8, Buffer.alloc(8 * (1 + 8 * 3), 200));
}

/** A few kilobytes that say they are a picture with as many pixels. */
export function hugePicture(size: number): Uint8Array {
  return png(size, size, Buffer.alloc(1_000_000));
}

/** Begins as a JPEG file and reads as a page to whoever looks for one. */
export function jpegWithHtml(html: string): Uint8Array {
  const comment = Buffer.from(html);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(comment.length + 2, 4);
  return new Uint8Array(Buffer.concat([head, comment, Buffer.from([0xff, 0xd9])]));
}

function png(width: number, height: number, pixels: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
