import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { focusWhenDrawn } from '../focus/focus-when-drawn.ts';
import { drawnArticle } from './drawn-article.ts';
import type { TimelineRow } from './timeline-rows.ts';

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  k: (at) => at - 1,
  j: (at) => at + 1,
  PageUp: (at) => at - 10,
  PageDown: (at) => at + 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** One tab stop for the whole feed; arrows, J/K, Page, Home and End move between messages. */
export function useRovingArticle(
  rows: readonly TimelineRow[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
) {
  const [currentId, setCurrentId] = useState<string | null>(null);
  const last = rows.length - 1;
  const found = currentId === null ? -1 : rows.findLastIndex((row) => row.id === currentId);
  const current = found < 0 ? last : found;

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const step = steps[event.key];
      const onArticle = (event.target as HTMLElement).tagName === 'ARTICLE';
      if (step === undefined || !onArticle || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const index = Math.min(last, Math.max(0, step(current, last)));
      const id = rows[index]?.id;
      if (id === undefined) return;
      setCurrentId(id);
      list.current?.scrollToIndex(index, { align: 'nearest' });
      focusWhenDrawn(() => drawnArticle(scroller, id));
    },
    [rows, current, last, list, scroller],
  );

  return { current, onKeyDown, onFocusItem: setCurrentId };
}
