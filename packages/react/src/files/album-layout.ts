/** A picture's place in an album, in shares of its width and height. */
export type AlbumCell = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type AlbumLayout = {
  /** Width by height of the whole. */
  readonly aspect: number;
  /** Width of the whole in CSS pixels, where there is room. */
  readonly widthPx: number;
  readonly cells: readonly AlbumCell[];
};

type Size = { readonly width: number; readonly height: number };

const albumPx = 400;
const single = { widthPx: 360, heightPx: 400, leastPx: 128 } as const;
/** A row is as low as this many times its width, and no higher than the other. */
const rowAspects = { low: 3.2, high: 1 } as const;
/** Somebody else's numbers: a picture is never thinner than this. */
const aspects = { narrow: 0.45, wide: 2.2 } as const;
const unknown = 4 / 3;

/**
 * Where pictures stand, from their sizes alone, so that nothing moves when they arrive: one as large as fits, several
 * in rows of up to three whose pictures have one height.
 */
export function albumLayout(sizes: readonly (Size | null)[]): AlbumLayout {
  const [first] = sizes;
  if (first === undefined) return { aspect: 1, widthPx: 0, cells: [] };
  if (sizes.length === 1) return singleLayout(first);
  const rows = rowsOf(sizes.map(aspectOf));
  const heights = rows.map((row) => 1 / clamp(sum(row), rowAspects.high, rowAspects.low));
  const whole = sum(heights);
  let top = 0;
  const cells = rows.flatMap((row, index) => {
    const height = (heights[index] ?? 0) / whole;
    let left = 0;
    const those = row.map((aspect) => {
      const cell = { left, top, width: aspect / sum(row), height };
      left += cell.width;
      return cell;
    });
    top += height;
    return those;
  });
  return { aspect: 1 / whole, widthPx: albumPx, cells };
}

function singleLayout(size: Size | null): AlbumLayout {
  const aspect = aspectOf(size);
  const natural = size === null ? single.widthPx : Math.max(single.leastPx, size.width);
  const widthPx = Math.min(natural, single.widthPx, single.heightPx * aspect);
  return { aspect, widthPx, cells: [{ left: 0, top: 0, width: 1, height: 1 }] };
}

/** Two and two, three and three; a row of one where it would be left over is avoided. */
function rowsOf(all: readonly number[]): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < all.length; ) {
    const left = all.length - at;
    const count = left === 2 || left === 4 ? 2 : left === 1 ? 1 : 3;
    rows.push(all.slice(at, at + count));
    at += count;
  }
  return rows;
}

function aspectOf(size: Size | null): number {
  if (size === null || size.width < 1 || size.height < 1) return unknown;
  return clamp(size.width / size.height, aspects.narrow, aspects.wide);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
