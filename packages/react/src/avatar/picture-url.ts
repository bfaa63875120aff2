import type { GroupPicture } from '@sotto/client';
import { mayBeDrawn, smallPixelsMax } from '../files/picture-pixels.ts';

type Kept = { readonly bytes: Uint8Array; readonly url: string | undefined };

/** More than are in view at once in any list; what was shown longest ago gives way. */
const keptMax = 200;
const kept: Kept[] = [];
const byIdentity = new WeakMap<Uint8Array, Kept>();

/**
 * The address of a small picture that is only in memory; none where its few bytes stand for more pixels than a small
 * picture has. The same bytes have the same address, so that a list that is drawn again does not flicker.
 */
export function pictureUrl(picture: GroupPicture): string | undefined {
  const known = byIdentity.get(picture.bytes) ?? kept.find((one) => equal(one.bytes, picture.bytes));
  const entry = known !== undefined && kept.includes(known) ? known : keep(picture);
  byIdentity.set(picture.bytes, entry);
  return entry.url;
}

function keep(picture: GroupPicture): Kept {
  const { bytes, mediaType } = picture;
  const entry = {
    bytes,
    url: mayBeDrawn(bytes, smallPixelsMax)
      ? URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }))
      : undefined,
  };
  kept.push(entry);
  if (kept.length > keptMax) URL.revokeObjectURL(kept.shift()?.url ?? '');
  return entry;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
