import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { isMine, type TimelineRow } from './timeline-rows.ts';

const bottomTolerancePx = 64;
const dividerMarginPx = -72;

export type AnchoredScroll = {
  readonly atBottom: boolean;
  /** Rows were added before the first: positions are kept from the end for this one drawing. */
  readonly prepended: boolean;
  readonly scrollToBottom: () => void;
  readonly onScroll: () => void;
  readonly onResize: () => void;
};

/**
 * Where a timeline stands: it opens at the divider or the end, stays at the end while the end is in
 * view, follows one's own messages, and never moves for anything else.
 */
export function useAnchoredScroll(
  rows: readonly TimelineRow[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
): AnchoredScroll {
  const [atBottom, setAtBottom] = useState(true);
  const stuck = useRef(true);
  const opened = useRef(false);
  const before = useRef({ top: 0, height: 0 });
  const drawn = useRef<{ first: string | undefined; last: string | undefined }>(undefined);
  const first = rows[0]?.id;
  const last = rows.at(-1);
  const lastId = last?.id;
  const prepended =
    drawn.current?.first !== undefined && first !== drawn.current.first && lastId === drawn.current.last;
  useLayoutEffect(() => {
    drawn.current = { first, last: lastId };
  }, [first, lastId]);

  // Set again after every measurement (`onResize`), so that it ends at the end whatever was estimated.
  const scrollToBottom = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    stuck.current = true;
    element.scrollTop = element.scrollHeight;
  }, [scroller]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null || !opened.current) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const nearEnd = scrollHeight - clientHeight - scrollTop <= bottomTolerancePx;
    // Only going up leaves the end. What grows below is followed, and what turns out smaller above moves everything
    // up without anybody going there.
    const { top, height } = before.current;
    if (nearEnd) stuck.current = true;
    else if (scrollTop < top - 1 && scrollHeight === height) stuck.current = false;
    before.current = { top: scrollTop, height: scrollHeight };
    setAtBottom(stuck.current);
  }, [scroller]);

  const onResize = useCallback(() => {
    if (opened.current && stuck.current) scrollToBottom();
    // What was estimated too large may end in view, though nothing moved.
    else onScroll();
  }, [scrollToBottom, onScroll]);

  // Opening: once there is something to stand at.
  useLayoutEffect(() => {
    if (opened.current || rows.length === 0) return;
    const divider = rows.findIndex((row) => row.unread !== null);
    if (divider > 0) {
      list.current?.scrollToIndex(divider, { align: 'start', offset: dividerMarginPx });
      stuck.current = false;
    } else {
      scrollToBottom();
    }
    opened.current = true;
    requestAnimationFrame(onScroll);
  }, [rows, list, scrollToBottom, onScroll]);

  const lastIsMine = last !== undefined && isMine(last.item);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the newest item is another one
  useLayoutEffect(() => {
    if (opened.current && (stuck.current || lastIsMine)) scrollToBottom();
  }, [lastId]);

  // The pane shrinks when the composer grows or a keyboard opens.
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(onResize);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, onResize]);

  return { atBottom, prepended, scrollToBottom, onScroll, onResize };
}
