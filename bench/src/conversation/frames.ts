import type { Page } from 'playwright-core';

export type Frames = { readonly p95: number; readonly longest: number; readonly count: number };

/** Scrolls the open timeline up and down for some seconds, and says how long its frames took, in milliseconds. */
export function scrollFrames(page: Page, seconds: number): Promise<Frames> {
  return page.evaluate(async (forMs) => {
    const scroller = document.querySelector('.sotto-timeline-scroller');
    if (scroller === null) throw new Error('no timeline is open');
    const taken: number[] = [];
    const pixelsAFrame = 40;
    let direction = -1;
    let last = performance.now();
    const end = last + forMs;
    await new Promise<void>((resolve) => {
      const step = (now: number) => {
        taken.push(now - last);
        last = now;
        const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
        if (scroller.scrollTop <= 0) direction = 1;
        else if (atEnd) direction = -1;
        scroller.scrollTop += direction * pixelsAFrame;
        if (now < end) requestAnimationFrame(step);
        else resolve();
      };
      requestAnimationFrame(step);
    });
    const sorted = taken.slice(1).sort((a, b) => a - b);
    const rounded = (value = 0) => Math.round(value * 10) / 10;
    return {
      p95: rounded(sorted[Math.floor(sorted.length * 0.95)]),
      longest: rounded(sorted.at(-1)),
      count: sorted.length,
    };
  }, seconds * 1000);
}
