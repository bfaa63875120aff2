/** Where a file is written to: nothing of it is there for others until all of it is. */
export type FileSink = {
  /** Appends; resolves when more can come. */
  write(bytes: Uint8Array): Promise<void>;
  /** Lets what was written appear under its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
};
