import { type PointerEvent, useRef } from 'react';

const heldMs = 450;
const movedPx = 10;

/** A finger that rests on a message. A mouse has the tools beside it, and keeps the menu of its browser. */
export function useLongPress(onPress: (target: HTMLElement) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef({ x: 0, y: 0 });
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      stop();
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const target = event.target as HTMLElement;
      from.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(() => onPress(target), heldMs);
    },
    onPointerMove: (event: PointerEvent) => {
      const { x, y } = from.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > movedPx) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
