import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

type PopoverProps = {
  /** It stands above or below this, whichever has room. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
};

const gapPx = 6;
const marginPx = 8;

/** Above the page, beside what opened it. Escape and a click elsewhere close it; the focus goes back. */
export function Popover({ anchor, onClose, children, className = '' }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = box.current;
    const opener = anchor.current;
    if (element === null) return;
    element.showPopover?.();
    place(element, opener);
    const observer = new ResizeObserver(() => place(element, opener));
    observer.observe(element);
    // Escape means this alone, not what lies below it.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      close.current();
    };
    // Not left to the browser: it would also close on the release of the finger whose rest opened this.
    const onPointerDown = (event: PointerEvent) => {
      const target = event.target as Node;
      const toggles = opener?.tagName === 'BUTTON' && opener.contains(target);
      if (!element.contains(target) && !toggles) close.current();
    };
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('pointerdown', onPointerDown, true);
      if (element.contains(document.activeElement)) opener?.focus({ preventScroll: true });
    };
  }, [anchor]);

  return (
    <div ref={box} popover="manual" className={`sotto-popover ${className}`}>
      {children}
    </div>
  );
}

function place(box: HTMLElement, opener: HTMLElement | null): void {
  const from = opener?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  const { width, height } = box.getBoundingClientRect();
  const above = from.top - gapPx - height >= marginPx;
  const below = from.bottom + gapPx + height <= innerHeight - marginPx;
  const top =
    above && (!below || from.top > innerHeight / 2) ? from.top - gapPx - height : from.bottom + gapPx;
  const left = from.left + width <= innerWidth - marginPx ? from.left : from.right - width;
  box.style.top = `${clamp(top, innerHeight - height)}px`;
  box.style.left = `${clamp(left, innerWidth - width)}px`;
}

function clamp(value: number, end: number): number {
  return Math.max(marginPx, Math.min(value, end - marginPx));
}
