/**
 * Files of a device that hold ciphertext only: blobs as they are at the server. Their names are random ids;
 * nothing in them or about them can be read without the database.
 */
export type SealedFiles = {
  /** Opens a file, or makes an empty one. */
  open(name: string): Promise<SealedFile>;
  /** Nothing happens when there is none. */
  remove(name: string): Promise<void>;
  list(): Promise<readonly string[]>;
};

export type SealedFile = {
  /** Bytes `from` to `to` (exclusive); fewer where the file ends before. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** Writes at a place; a gap before it is filled with zeros. */
  write(at: number, bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written survives the loss of power. */
  flush(): Promise<void>;
  close(): Promise<void>;
};
