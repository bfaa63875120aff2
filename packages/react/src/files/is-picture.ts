import type { FilePart } from '@sotto/client';

/** Stands in the album of its message. */
export function isPicture(file: FilePart): boolean {
  return (file.show === 'image' || file.show === 'video') && !file.viewOnce && file.state.kind !== 'refused';
}
