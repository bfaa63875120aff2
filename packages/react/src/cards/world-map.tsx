import { landDots } from './land-dots.ts';
import { mapWindow, windowColumns, windowRows } from './map-window.ts';

type WorldMapProps = {
  readonly place: { readonly latitude: number; readonly longitude: number };
  readonly label: string;
};

/** A pin on the world as dots. Drawn from what came with the program: nobody is asked for a map of the place. */
export function WorldMap({ place, label }: WorldMapProps) {
  const { left, top, pin } = mapWindow(place);
  return (
    <svg
      className="sotto-world-map"
      role="img"
      aria-label={label}
      viewBox={`${left} ${top} ${windowColumns} ${windowRows}`}
      preserveAspectRatio="xMidYMid slice"
    >
      <path className="sotto-world-land" d={landDots()} />
      <g transform={`translate(${pin.x} ${pin.y})`}>
        <ellipse className="sotto-world-shadow" rx="0.9" ry="0.35" />
        <path
          className="sotto-world-pin"
          d="M0 0C-.9-1.6-1.8-2.4-1.8-3.7A1.8 1.8 0 0 1 1.8-3.7C1.8-2.4.9-1.6 0 0Z"
        />
        <circle className="sotto-world-hole" cy="-3.7" r="0.7" />
      </g>
    </svg>
  );
}
