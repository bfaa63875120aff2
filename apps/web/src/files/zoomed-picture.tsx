import { type PointerEvent, useEffect, useRef } from 'react';
import { fitted, panBy, type Zoom, zoomAt } from './zoom.ts';

type ZoomedPictureProps = {
  readonly url: string;
  readonly alt: string;
  readonly zoom: Zoom;
  readonly onZoom: (change: (zoom: Zoom) => Zoom) => void;
};

/** A picture that is enlarged with the wheel, two fingers or a double click, and moved by dragging. */
export function ZoomedPicture({ url, alt, zoom, onZoom }: ZoomedPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  // React listens passively; the page must not scroll or zoom itself.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      onZoom((now) => zoomAt(now, Math.exp(-event.deltaY / 300), fromMiddle(element, event)));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [onZoom]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const element = event.currentTarget;
    if (other === undefined) {
      const by = { x: now.x - before.x, y: now.y - before.y };
      const { width, height } = element.getBoundingClientRect();
      onZoom((zoomed) => panBy(zoomed, by, { width, height }));
      return;
    }
    const grown = distance(now, other) / Math.max(1, distance(before, other));
    const middle = fromMiddle(element, { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
    onZoom((zoomed) => zoomAt(zoomed, grown, middle));
  };
  const onPointerEnd = (event: PointerEvent) => pointers.current.delete(event.pointerId);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the dialog's keys and buttons do the same
    <div
      ref={frame}
      className="grid h-full w-full touch-none place-items-center overflow-hidden"
      style={{ cursor: zoom.scale > 1 ? 'grab' : 'zoom-in' }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={(event) => {
        const point = fromMiddle(event.currentTarget, event);
        onZoom((now) => (now.scale > 1 ? fitted : zoomAt(now, 2.5, point)));
      }}
    >
      <img
        className="max-h-full max-w-full object-contain select-none"
        src={url}
        alt={alt}
        draggable={false}
        style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
      />
    </div>
  );
}

function fromMiddle(element: Element, { clientX, clientY }: { clientX: number; clientY: number }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
