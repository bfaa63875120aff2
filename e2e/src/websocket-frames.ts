const headEnd = Buffer.from('\r\n\r\n');

/**
 * The payloads of the WebSocket frames behind an upgrade in one direction of a connection, unmasked (RFC
 * 6455 section 5.2). Empty for a connection that was never upgraded.
 */
export function decodeFrames(raw: Buffer): Buffer {
  const head = raw.indexOf(headEnd);
  if (head < 0 || !/upgrade: websocket/i.test(raw.subarray(0, head).toString('latin1')))
    return Buffer.alloc(0);
  const payloads: Buffer[] = [];
  let at = head + headEnd.length;
  while (at + 2 <= raw.length) {
    const second = raw[at + 1] as number;
    let length = second & 0x7f;
    at += 2;
    if (length === 126) {
      if (at + 2 > raw.length) break;
      length = raw.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      if (at + 8 > raw.length) break;
      length = Number(raw.readBigUInt64BE(at));
      at += 8;
    }
    const masked = (second & 0x80) !== 0;
    const mask = masked ? raw.subarray(at, at + 4) : undefined;
    if (masked) at += 4;
    const payload = Buffer.from(raw.subarray(at, at + length));
    if (mask !== undefined)
      for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] as number) ^ (mask[i % 4] as number);
    payloads.push(payload);
    at += length;
  }
  return Buffer.concat(payloads);
}
