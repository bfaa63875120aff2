import type { GroupPicture } from '@sotto/client';

type Kept = { readonly bytes: Uint8Array; readonly url: string };

/** More than are in view at once in any list; what was shown longest ago gives way. */
const keptMax = 200;
const kept: Kept[] = [];
const byIdentity = new WeakMap<Uint8Array, Kept>();

/**
 * The address of a picture that is only in memory. The same bytes have the same address, so that a list
 * that is drawn again does not flicker.
 */
export function pictureUrl(picture: GroupPicture): string {
  const known = byIdentity.get(picture.bytes) ?? kept.find((one) => equal(one.bytes, picture.bytes));
  const entry = known !== undefined && kept.includes(known) ? known : keep(picture);
  byIdentity.set(picture.bytes, entry);
  return entry.url;
}

function keep(picture: GroupPicture): Kept {
  const blob = new Blob([picture.bytes as Uint8Array<ArrayBuffer>], { type: picture.mediaType });
  const entry = { bytes: picture.bytes, url: URL.createObjectURL(blob) };
  kept.push(entry);
  if (kept.length > keptMax) URL.revokeObjectURL(kept.shift()?.url ?? '');
  return entry;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
