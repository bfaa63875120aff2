/** Addresses that the service worker answers with the files of a page. The server knows none of them. */
export const streamPath = '/file-stream/';

/** What is read at once: enough for a second of film, little enough for any memory. */
export const streamPieceBytes = 1024 * 1024;

/** From the service worker to every page; with a port for the answer. Without a range: what is it? */
export type StreamRequest = {
  readonly kind: 'file-stream';
  readonly token: string;
  readonly range: { readonly from: number; readonly to: number } | null;
};

export type StreamedFile =
  | { readonly use: 'save'; readonly bytes: number; readonly name: string }
  /** The type is that of its first bytes. */
  | { readonly use: 'play'; readonly bytes: number; readonly mediaType: string };

export type StreamAnswer =
  /** Not one of this page's. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'file'; readonly file: StreamedFile }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed' };
