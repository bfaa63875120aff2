import type { RefObject } from 'react';

/** The article of an item of the feed, while it is drawn. */
export function drawnArticle(scroller: RefObject<HTMLElement | null>, id: string) {
  return scroller.current?.querySelector<HTMLElement>(`[data-item-id="${CSS.escape(id)}"]`);
}
