import { decodeBase64, encodeBase64 } from '@sotto/protocol';
import type { FileBody } from '@sotto/protocol/content';

/** What a message says of a file, but for what is known only once it is at the server. */
export type SaidOfFile = Omit<
  FileBody,
  'blobId' | 'key' | 'length' | 'commitment' | 'ciphertextHash' | 'expires'
>;

/** As one column holds it. */
export function storeSaid(said: SaidOfFile): string {
  return JSON.stringify(said, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: encodeBase64(value) } : value,
  );
}

export function readSaid(text: string): SaidOfFile {
  return JSON.parse(text, (_, value: unknown) =>
    isBytes(value) ? decodeBase64(value.base64) : value,
  ) as SaidOfFile;
}

function isBytes(value: unknown): value is { base64: string } {
  return typeof value === 'object' && value !== null && 'base64' in value && typeof value.base64 === 'string';
}
