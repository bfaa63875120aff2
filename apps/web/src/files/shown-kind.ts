import type { PickedItem } from './picked-file.ts';

const pictures = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);
const films = new Set(['video/mp4', 'video/webm']);

/** How a chosen file will be shown, as far as its type says. What has no place on this list is a file. */
export function shownKind({ type }: Pick<File, 'type'>): PickedItem['show'] {
  const plain = type.toLowerCase().split(';', 1)[0] ?? '';
  if (pictures.has(plain)) return 'image';
  if (films.has(plain)) return 'video';
  return plain.startsWith('audio/') ? 'audio' : 'file';
}
