import { useCallback, useRef, useState } from 'react';
import type { TimelineRow } from './timeline-rows.ts';

const openingMs = 600;

/** Which day the top of the view is in, and whether one scrolls. */
export function useDayPill(rows: readonly TimelineRow[]) {
  const [day, setDay] = useState<number | null>(null);
  const [scrolling, setScrolling] = useState(false);
  const openedAt = useRef(0);
  const onScroll = useCallback(
    (topIndex: number) => {
      // A conversation that opens scrolls to its end by itself.
      if (openedAt.current === 0) openedAt.current = Date.now();
      if (Date.now() - openedAt.current < openingMs) return;
      let index = topIndex;
      while (index > 0 && rows[index]?.day == null) index--;
      setDay(rows[index]?.day ?? null);
      setScrolling(true);
    },
    [rows],
  );
  const onScrollEnd = useCallback(() => setScrolling(false), []);
  return { day, scrolling, onScroll, onScrollEnd };
}
