import { decodePart, encodePart, linkPreviewPart, readBody } from '@sotto/protocol/content';
import { noDraftExtras } from '../api/no-draft-extras.ts';
import type { DraftExtras, DraftPlace, LinkPreview } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { optionalBytes, optionalNumber } from '../store/columns.ts';

/** What goes along with the draft of that key. */
export function readExtras(reader: Reader, key: string): DraftExtras {
  const row = reader.first('select expires_in, link_preview from draft_extras where place = ?', [key]);
  if (row === undefined) return noDraftExtras;
  const seconds = optionalNumber(row, 'expires_in');
  return {
    linkPreview: decodePreview(optionalBytes(row, 'link_preview')),
    expiresInSeconds: seconds === null ? undefined : seconds === 0 ? null : seconds,
  };
}

/**
 * Puts them in the place of what was there.
 *
 * @throws ClientError `invalid-input`: no number of seconds to stay.
 */
export function writeExtras(
  changes: Changes,
  key: string,
  { conversationId }: DraftPlace,
  { linkPreview, expiresInSeconds }: DraftExtras,
): void {
  if (linkPreview === null && expiresInSeconds === undefined) {
    changes.run('delete from draft_extras where place = ?', [key]);
    return;
  }
  if (
    typeof expiresInSeconds === 'number' &&
    !(Number.isSafeInteger(expiresInSeconds) && expiresInSeconds > 0)
  )
    throw new ClientError('invalid-input');
  changes.run(
    'insert or replace into draft_extras (place, conversation_id, expires_in, link_preview) values (?, ?, ?, ?)',
    [
      key,
      conversationId,
      expiresInSeconds === undefined ? null : (expiresInSeconds ?? 0),
      linkPreview === null ? null : encodePart(linkPreviewPart(linkPreview)),
    ],
  );
}

function decodePreview(bytes: Uint8Array | null): LinkPreview | null {
  const part = bytes === null ? undefined : decodePart(bytes);
  const read = part === undefined ? undefined : readBody(part);
  const [item] = read?.kind === 'body' ? read.items : [];
  return item?.kind === 'link-preview' ? item.preview : null;
}
