import { type FileLimits, fileLimits } from '@sotto/client';

export type FileProblem = 'too-large' | 'blocked' | 'too-many' | 'no-room';

/**
 * Why a chosen file cannot be sent; `null` when it can. The client and the server check again: this only says so before
 * anything is written.
 *
 * @param bytesBefore what the files before it take.
 */
export function fileProblem(
  file: Pick<File, 'name' | 'size'>,
  index: number,
  bytesBefore: number,
  limits: FileLimits | null,
): FileProblem | null {
  if (index >= fileLimits.filesPerMessage) return 'too-many';
  if (limits === null) return null;
  if (file.size > limits.fileBytesMax) return 'too-large';
  // Systems that would run it ignore dots and spaces at the end.
  const extension = /\.([^.]+)$/.exec(file.name.replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/[. ]+$/u, ''))?.[1];
  if (extension !== undefined && limits.blockedExtensions.includes(extension.toLowerCase())) return 'blocked';
  if (limits.bytesLeft !== null && bytesBefore + file.size > limits.bytesLeft) return 'no-room';
  return null;
}
