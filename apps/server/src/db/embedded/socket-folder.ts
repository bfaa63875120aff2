import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's whole path fits in 107 bytes; PostgreSQL adds a name of its own to the folder. */
const pathBytesMax = 107 - '/.s.PGSQL.5432.lock'.length;

/** The private folder of the database's socket: in the data folder, or a short one where that is too long. */
export function socketFolder(dataDir: string): string {
  const inside = join(dataDir, 'run');
  const short = join(tmpdir(), `sotto-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
  const folder = Buffer.byteLength(inside) <= pathBytesMax ? inside : short;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}
