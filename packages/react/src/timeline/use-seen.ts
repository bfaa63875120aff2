import { useCallback, useEffect, useRef } from 'react';
import type { TimelineRow } from './timeline-rows.ts';

type Seen = {
  readonly rows: readonly TimelineRow[];
  /** Index of the last row in view, or -1. */
  readonly lastInView: () => number;
  readonly markRead: (itemId: string) => Promise<void>;
};

/** Marks as read what has been in view while the page was looked at, and only ever forwards. */
export function useSeen({ rows, lastInView, markRead }: Seen): () => void {
  const seenAt = useRef(-1);
  const seenId = useRef<string | null>(null);

  const look = useCallback(() => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const index = lastInView();
    const item = rows[index]?.item;
    if (item === undefined || item.id === seenId.current || item.at < seenAt.current) return;
    seenAt.current = item.at;
    seenId.current = item.id;
    markRead(item.id).catch(() => {
      seenId.current = null;
    });
  }, [rows, lastInView, markRead]);

  useEffect(() => {
    const frame = requestAnimationFrame(look);
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);

  return look;
}
