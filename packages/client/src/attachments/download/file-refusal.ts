import type { FileRefusal } from '../../api/file.ts';
import { ClientError } from '../../client-error.ts';
import type { Reader } from '../../store/changes.ts';
import { isBlockedName } from '../is-blocked-name.ts';
import { knownLimits } from '../known-limits.ts';
import type { FileRecord } from '../message-files.ts';

/**
 * Why a file of a message is not opened here, whatever is at the server; `null`: it is. Senders keep to the same rules,
 * and a modified one does not (REQ-C5).
 */
export function fileRefusal(
  reader: Reader,
  file: Pick<FileRecord, 'mine' | 'body' | 'state'>,
): FileRefusal | null {
  if (file.state === 'damaged') return 'damaged';
  const limits = file.mine ? null : knownLimits(reader);
  if (limits === null) return null;
  if (file.body.length > limits.fileBytesMax) return 'too-large';
  return isBlockedName(file.body.name, limits.blockedExtensions) ? 'blocked' : null;
}

const codes = { damaged: 'file-damaged', 'too-large': 'file-too-large', blocked: 'file-blocked' } as const;

/** @throws ClientError `file-damaged`, `file-too-large`, `file-blocked`, `file-gone` for one that was to be seen once. */
export function requireOpenable(reader: Reader, file: FileRecord): void {
  const refusal = fileRefusal(reader, file);
  if (refusal !== null) throw new ClientError(codes[refusal]);
  if (file.state === 'viewed') throw new ClientError('file-gone');
}
