/** How fast something moves, over the last seconds. */
export type RateMeter = {
  moved(bytes: number, now: number): void;
  /** Bytes a second; `null` while nothing moves. */
  bytesPerSecond(now: number): number | null;
};

const windowMs = 6000;

export function rateMeter(): RateMeter {
  let samples: { at: number; bytes: number }[] = [];
  let begunAt: number | null = null;
  const forget = (now: number) => {
    samples = samples.filter(({ at }) => now - at < windowMs);
    if (samples.length === 0) begunAt = null;
  };
  return {
    moved(bytes, now) {
      forget(now);
      begunAt ??= now;
      samples.push({ at: now, bytes });
    },
    bytesPerSecond(now) {
      forget(now);
      if (begunAt === null) return null;
      const overMs = Math.min(windowMs, now - begunAt);
      if (overMs < 250) return null;
      return Math.round((samples.reduce((sum, { bytes }) => sum + bytes, 0) * 1000) / overMs);
    },
  };
}
