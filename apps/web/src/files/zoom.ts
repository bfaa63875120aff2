/** How a picture is looked at: how large beside fitting the window, and how far moved from the middle. */
export type Zoom = { readonly scale: number; readonly x: number; readonly y: number };

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };
const scaleMax = 8;

/** Larger or smaller around a point, given from the middle of the window: what is there stays there. */
export function zoomAt({ scale, x, y }: Zoom, factor: number, point = { x: 0, y: 0 }): Zoom {
  const next = Math.min(scaleMax, Math.max(1, scale * factor));
  if (next === 1) return fitted;
  const grown = next / scale;
  return { scale: next, x: point.x - (point.x - x) * grown, y: point.y - (point.y - y) * grown };
}

/** Moved, but never out of sight. */
export function panBy(
  { scale, x, y }: Zoom,
  by: { x: number; y: number },
  frame: { width: number; height: number },
): Zoom {
  const limit = (value: number, size: number) => {
    const most = ((scale - 1) * size) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale, x: limit(x + by.x, frame.width), y: limit(y + by.y, frame.height) };
}
