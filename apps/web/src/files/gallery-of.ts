import type { FilePart, TimelineItem, TimelineMessage } from '@sotto/client';

export type GalleryEntry = { readonly message: TimelineMessage; readonly file: FilePart };

/**
 * Pictures and films one can go through from one of them: those of the conversation as far as it is open, oldest
 * first. What opens once is not among them: it is come upon on purpose only.
 */
export function galleryOf(items: readonly TimelineItem[], from: TimelineMessage): readonly GalleryEntry[] {
  const known = items.some(({ id }) => id === from.id);
  const messages = known ? items : [from];
  return messages.flatMap((item) =>
    item.kind === 'message'
      ? item.parts.flatMap((part) =>
          part.kind === 'file' && isLookedAt(part) ? { message: item, file: part } : [],
        )
      : [],
  );
}

function isLookedAt({ show, viewOnce, state }: FilePart): boolean {
  const there = state.kind === 'here' || state.kind === 'remote';
  return (show === 'image' || show === 'video') && !viewOnce && there;
}
