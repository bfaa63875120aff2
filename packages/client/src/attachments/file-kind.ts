import type { FileKind } from '../api/file.ts';
import { formatOf } from './file-formats.ts';

/** How a file is to be shown, by what its sender says it is. */
export function kindOf({ mediaType, voiceNote }: { mediaType: string; voiceNote: boolean }): FileKind {
  const show = formatOf(mediaType)?.show ?? 'file';
  return voiceNote && show === 'audio' ? 'voice' : show;
}

/**
 * How a file is to be shown once its first bytes are here: what does not begin like what it is said to be is
 * not drawn and not played, only saved (REQ-C5).
 */
export function checkedKind(
  file: { mediaType: string; voiceNote: boolean },
  head: Uint8Array,
): { readonly show: FileKind; readonly mediaType: string } {
  const format = formatOf(file.mediaType);
  if (format === undefined || !format.begins(head))
    return { show: 'file', mediaType: 'application/octet-stream' };
  return { show: kindOf(file), mediaType: format.mediaType };
}
