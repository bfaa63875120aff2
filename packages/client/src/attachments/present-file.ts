import type { FileBody } from '@sotto/protocol/content';
import type { FilePart, FileState } from '../api/file.ts';
import type { Reader } from '../store/changes.ts';
import { fileRefusal } from './download/file-refusal.ts';
import { kindOf } from './file-kind.ts';
import { readCopy } from './local-copies.ts';
import { type FileRecord, fileIdOf } from './message-files.ts';
import { safeFileName } from './safe-file-name.ts';

/** A file of a message as an interface shows it: no key, no address. */
export function presentFile(
  reader: Reader,
  { messageId, mine }: { messageId: string; mine: boolean },
  body: FileBody,
): FilePart {
  const fileId = fileIdOf(messageId, body.blobId);
  const row = reader.first('select state from file_states where file_id = ?', [fileId]);
  const state = (row?.['state'] ?? null) as FileRecord['state'];
  return {
    kind: 'file',
    fileId,
    show: kindOf(body),
    name: safeFileName(body.name, body.mediaType),
    mediaType: body.mediaType,
    bytes: body.length,
    description: body.description,
    size: body.size,
    durationMs: body.durationMs,
    thumbhash: body.thumbhash,
    waveform: body.waveform,
    preview: body.preview,
    viewOnce: body.viewOnce,
    noForward: body.noForward,
    state: stateOf(reader, { mine, body, state }),
  };
}

function stateOf(reader: Reader, file: Pick<FileRecord, 'mine' | 'body' | 'state'>): FileState {
  const refusal = fileRefusal(reader, file);
  if (refusal !== null) return { kind: 'refused', reason: refusal };
  if (file.state === 'viewed' || file.state === 'gone') return { kind: file.state };
  return { kind: readCopy(reader, file.body.blobId)?.complete === true ? 'here' : 'remote' };
}
