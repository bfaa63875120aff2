import { resample } from './resample.ts';

const bars = 48;
const heightPx = 28;
const leastPx = 3;

type WaveformProps = {
  /** Loudness from beginning to end, 0 to 255; `null` where nobody measured it. */
  readonly loudness: Uint8Array | null;
  /** 0 to 1. */
  readonly played: number;
};

/** How loud a recording is, from beginning to end, and how much of it was heard. */
export function Waveform({ loudness, played }: WaveformProps) {
  const heights =
    loudness === null
      ? new Array<number>(bars).fill(0.3)
      : resample([...loudness], bars).map((value) => value / 255);
  return (
    <svg
      className="sotto-waveform"
      viewBox={`0 0 ${bars * 4} ${heightPx}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {heights.map((height, index) => {
        const px = Math.max(leastPx, height * heightPx);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={index * 4 + 0.75}
            y={(heightPx - px) / 2}
            width="2.5"
            height={px}
            rx="1.25"
            data-played={index / bars < played || undefined}
          />
        );
      })}
    </svg>
  );
}
