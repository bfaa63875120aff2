import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { focusWhenDrawn } from '../focus/focus-when-drawn.ts';
import { drawnArticle } from './drawn-article.ts';
import type { TimelineRow } from './timeline-rows.ts';

const markedMs = 1800;

type Jump = {
  readonly rows: readonly TimelineRow[];
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly jumpTo: (messageId: string) => Promise<boolean>;
  readonly wanted: { readonly messageId: string; readonly at: number } | null;
};

/** Leads to a message, wherever in the conversation it is, and marks it for a moment. */
export function useJump({ rows, list, scroller, jumpTo, wanted }: Jump) {
  const [goal, setGoal] = useState<string | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  const onJump = useCallback(
    (messageId: string) => {
      setGoal(messageId);
      if (!latest.current.some((row) => row.id === messageId)) void jumpTo(messageId);
    },
    [jumpTo],
  );

  useEffect(() => {
    if (wanted !== null) onJump(wanted.messageId);
  }, [wanted, onJump]);

  useLayoutEffect(() => {
    const index = goal === null ? -1 : rows.findIndex((row) => row.id === goal);
    if (goal === null || index < 0) return;
    setGoal(null);
    setMarked(goal);
    list.current?.scrollToIndex(index, { align: 'center' });
    requestAnimationFrame(() => focusWhenDrawn(() => drawnArticle(scroller, goal)));
  }, [rows, goal, list, scroller]);

  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), markedMs);
    return () => clearTimeout(timer);
  }, [marked]);

  return { onJump, marked };
}
