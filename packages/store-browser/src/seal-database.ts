import type { Database } from '@evolu/sqlite-wasm';

/** Seals a database with ChaCha20-Poly1305 under a raw 32-byte key, and makes its commits durable. */
export function sealDatabase(database: Database, key: Uint8Array): void {
  if (key.length !== 32) throw new RangeError('the database key has 32 bytes');
  let hex = '';
  for (const byte of key) hex += byte.toString(16).padStart(2, '0');
  database.exec("pragma cipher = 'chacha20'");
  database.exec(`pragma key = "x'${hex}'"`);
  // One owner (REQ-D3); the engine's write-ahead log needs it, having no memory to share.
  database.exec('pragma locking_mode = exclusive');
  // The first read: with a wrong key it fails here rather than later.
  database.exec('select count(*) from sqlite_schema');
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  database.exec('pragma secure_delete = on');
  database.exec('pragma temp_store = memory');
}
