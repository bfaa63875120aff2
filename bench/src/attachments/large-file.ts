import { createHash, randomBytes } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';

const mebibyte = 2 ** 20;

/** Bytes that no disk and no line can make smaller. @returns the path. */
export function writeRandomFile(path: string, bytes: number): string {
  const file = openSync(path, 'w');
  for (let left = bytes; left > 0; left -= 16 * mebibyte)
    writeSync(file, randomBytes(Math.min(left, 16 * mebibyte)));
  closeSync(file);
  return path;
}

/** SHA-256 of a part of a file, in hexadecimal: of all of it when no part is named. */
export async function hashOfFile(path: string, start = 0, end = Infinity): Promise<string> {
  const hash = createHash('sha256');
  const pieces = createReadStream(path, { start, end: end - 1, highWaterMark: mebibyte });
  for await (const piece of pieces) hash.update(piece as Buffer);
  return hash.digest('hex');
}
