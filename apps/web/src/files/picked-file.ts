import type { FileKind, OutgoingFile } from '@sotto/client';

/** A file that somebody chose, and what was found out about it for those who will see it. */
export type PickedItem = {
  readonly id: string;
  readonly file: File;
  readonly show: Exclude<FileKind, 'voice'>;
  /** For this page only. */
  readonly url: string | null;
  readonly details: FileDetails;
  readonly description: string;
};

export type FileDetails = Pick<OutgoingFile, 'size' | 'durationMs' | 'thumbhash' | 'preview'>;
