import { degreesPerCell, landColumns, landNorth, landRows } from './land.ts';

/** As much of the world as is shown, in cells. */
export const windowColumns = 46;
export const windowRows = 19;

export type MapWindow = {
  readonly left: number;
  readonly top: number;
  readonly pin: { readonly x: number; readonly y: number };
};

/** The part of the map with a place in its middle, or as near to it as the edge of the map allows. */
export function mapWindow({ latitude, longitude }: { latitude: number; longitude: number }): MapWindow {
  const x = clamp((longitude + 180) / degreesPerCell, landColumns);
  const y = clamp((landNorth - latitude) / degreesPerCell, landRows);
  return {
    left: clamp(x - windowColumns / 2, landColumns - windowColumns),
    // The pin stands above its place: it has more room there.
    top: clamp(y - windowRows * 0.6, landRows - windowRows),
    pin: { x, y },
  };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
