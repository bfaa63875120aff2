import { encodeBase64 } from '@sotto/protocol';
import { groupContextLimits, groupPictureTypes } from '@sotto/protocol/content';
import type { GroupPicture, GroupUpdate } from '../api/group.ts';
import { ClientError } from '../client-error.ts';
import type { StoredUpdate } from './task-table.ts';

/** A name as it may stand in a group. @throws ClientError `invalid-input`. */
export function validName(name: string): string {
  const valid = oneLine(name);
  if (valid === '' || [...valid].length > groupContextLimits.nameCharacters) {
    throw new ClientError('invalid-input');
  }
  return valid;
}

/** @throws ClientError `invalid-input`. */
export function validDescription(description: string): string {
  const valid = wellFormed(description).trim();
  if ([...valid].length > groupContextLimits.descriptionCharacters) throw new ClientError('invalid-input');
  return valid;
}

/** @throws ClientError `invalid-input`. */
export function validPicture(picture: GroupPicture | null): GroupPicture | null {
  if (picture === null) return null;
  const { mediaType, bytes } = picture;
  const isValid =
    groupPictureTypes.includes(mediaType) &&
    bytes.length > 0 &&
    bytes.length <= groupContextLimits.pictureBytes;
  if (!isValid) throw new ClientError('invalid-input');
  return { mediaType, bytes };
}

/** An update as a wish keeps it. @throws ClientError `invalid-input`. */
export function validUpdate(update: GroupUpdate): StoredUpdate {
  const { name, description, picture, history, rejoin } = update;
  const since = history?.kind === 'since' ? history.at : 0;
  if (!Number.isSafeInteger(since) || since < 0) throw new ClientError('invalid-input');
  const shown = picture === undefined ? undefined : validPicture(picture);
  return {
    ...(name === undefined ? {} : { name: validName(name) }),
    ...(description === undefined ? {} : { description: validDescription(description) }),
    ...(shown === undefined
      ? {}
      : { picture: shown && { mediaType: shown.mediaType, base64: encodeBase64(shown.bytes) } }),
    ...(history === undefined ? {} : { history }),
    ...(rejoin === undefined ? {} : { rejoin }),
  };
}

function oneLine(text: string): string {
  return wellFormed(text).replaceAll(/\s+/g, ' ').trim();
}

/** What cannot be written as UTF-8 would come back as something else, and stores end a text at U+0000. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text)).replaceAll('\0', '\ufffd');
}
