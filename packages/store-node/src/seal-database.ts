/// <reference path="./sqlite-module.d.ts" />
import type Sqlite from 'better-sqlite3-multiple-ciphers';

/** Seals a database with ChaCha20-Poly1305 under a raw 32-byte key, and makes its commits durable. */
export function sealDatabase(database: Sqlite, key: Uint8Array): void {
  if (key.length !== 32) throw new RangeError('the database key has 32 bytes');
  database.pragma("cipher = 'chacha20'");
  database.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  // The first read: with a wrong key it fails here rather than later.
  database.prepare('select count(*) from sqlite_schema').get();
  // A second process that got past the lock file ends here (REQ-D3).
  database.pragma('locking_mode = exclusive');
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
}
