import { type RefObject, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { expect, test } from 'vitest';
import { message } from '../../test/items.ts';
import { render, settle } from '../../test/render.tsx';
import { type TimelineRow, timelineRows } from './timeline-rows.ts';
import { type AnchoredScroll, useAnchoredScroll } from './use-anchored-scroll.ts';

const items = [message('1'), message('2')];
const paneHeight = 600;

type StandingProps = {
  readonly rows: readonly TimelineRow[];
  readonly scroller: RefObject<HTMLElement>;
  readonly onDrawn: (scroll: AnchoredScroll) => void;
};

function Standing({ rows, scroller, onDrawn }: StandingProps) {
  onDrawn(useAnchoredScroll(rows, useRef<VirtualizerHandle>(null), scroller));
  return null;
}

/** A timeline of a given height, and what it says of where it stands. */
async function opened(unreadFrom: string | null = null) {
  const pane = document.createElement('div');
  let height = 2000;
  Object.defineProperties(pane, {
    clientHeight: { value: paneHeight },
    scrollHeight: { get: () => height },
  });
  const scroller: RefObject<HTMLElement> = { current: pane };
  const rows = timelineRows(items, unreadFrom);
  let scroll: AnchoredScroll | undefined;
  const onDrawn = (now: AnchoredScroll) => {
    scroll = now;
  };
  await render(<Standing rows={rows} scroller={scroller} onDrawn={onDrawn} />);
  const to = (top: number, newHeight = height) =>
    settle(() => {
      height = newHeight;
      pane.scrollTop = top;
      scroll?.onScroll();
    });
  if (unreadFrom === null) await to(height - paneHeight);
  const resize = (newHeight = height) =>
    settle(() => {
      height = newHeight;
      scroll?.onResize();
    });
  return { pane, to, atBottom: () => scroll?.atBottom, resize };
}

test('who goes up stays there, whatever grows', async () => {
  const { pane, to, atBottom, resize } = await opened();
  await to(900);
  expect(atBottom()).toBe(false);
  await resize();
  expect(pane.scrollTop).toBe(900);
});

test('what turns out smaller above, while something comes in below, is no going up', async () => {
  const { pane, to, atBottom, resize } = await opened();
  // 300 smaller above, 500 more below: the browser keeps what is in view in view.
  await to(2000 - paneHeight - 300, 2200);
  expect(atBottom()).toBe(true);
  await resize();
  expect(pane.scrollTop).toBe(2200);
});

test('what was opened at the divider and turns out to fit is followed, and nothing leads to the end', async () => {
  const { pane, to, atBottom, resize } = await opened('2');
  // As large as it was estimated to be.
  await to(0);
  expect(atBottom()).toBe(false);
  await resize(400);
  expect(atBottom()).toBe(true);
  await resize(900);
  expect(pane.scrollTop).toBe(900);
});
