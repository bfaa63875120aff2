import { type RefObject, useEffect, useState } from 'react';

/** How far below the top of what scrolls a part of it begins, in pixels; it moves when what is above grows. */
export function useStartMargin(
  part: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
): number {
  const [margin, setMargin] = useState(0);
  // Not in the layout phase: what scrolls is around the part, so its ref is set after that.
  useEffect(() => {
    const inner = part.current;
    const outer = scroller.current;
    if (inner === null || outer === null) return;
    const measure = () => {
      const top = inner.getBoundingClientRect().top - outer.getBoundingClientRect().top;
      setMargin(Math.round(top + outer.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of outer.children) observer.observe(child);
    return () => observer.disconnect();
  }, [part, scroller]);
  return margin;
}
