const decimals = 5;

type Point = { readonly latitude: number; readonly longitude: number };

/** Degrees as people write them: a metre is precise enough to find anything. */
export function coordinates({ latitude, longitude }: Point): string {
  const half = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(decimals)}° ${value < 0 ? negative : positive}`;
  return `${half(latitude, 'N', 'S')}, ${half(longitude, 'E', 'W')}`;
}
