import type { RefObject } from 'react';

const framesMax = 20;

/** Puts the focus on an article of the feed as soon as it is drawn. */
export function focusWhenDrawn(scroller: RefObject<HTMLElement | null>, id: string, frame = 0): void {
  const article = scroller.current?.querySelector<HTMLElement>(`[data-item-id="${CSS.escape(id)}"]`);
  if (article) article.focus({ preventScroll: true });
  else if (frame < framesMax) requestAnimationFrame(() => focusWhenDrawn(scroller, id, frame + 1));
}
