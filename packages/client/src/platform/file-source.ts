/** A file to read from, as a person chose it. */
export type FileSource = {
  readonly name: string;
  /** As the platform guesses it; empty when it does not. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** Tells a file from another one, and from itself after it was changed. */
  readonly fingerprint: string;
  /** Under which `reopen` finds it after a restart; `null`: it does not. */
  readonly reference: string | null;
  /**
   * Bytes `from` to `to` (exclusive), all of them.
   *
   * @throws when it cannot be read, or is not any more what it was when it was opened.
   */
  read(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
};
