import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { GroupPicture } from '../api/group.ts';

export function isSamePicture(a: GroupPicture | null, b: GroupPicture | null): boolean {
  if (a === null || b === null) return a === b;
  return a.mediaType === b.mediaType && constantTimeEqual(a.bytes, b.bytes);
}
