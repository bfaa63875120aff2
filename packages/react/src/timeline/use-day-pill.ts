import { useCallback, useState } from 'react';
import type { TimelineRow } from './timeline-rows.ts';

/** Which day the top of the view is in, and whether one scrolls. */
export function useDayPill(rows: readonly TimelineRow[]) {
  const [day, setDay] = useState<number | null>(null);
  const [scrolling, setScrolling] = useState(false);
  const onScroll = useCallback(
    (topIndex: number) => {
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
