import type { Query } from '@sotto/client';
import type { Output } from './output.ts';

export type Progress = { readonly done: number; readonly of: number; readonly perSecond: number | null };

const everyMs = 200;

/**
 * Shows on a terminal how far something has come; nothing where the output is for a program or goes into a file.
 *
 * @returns stops showing and clears the line.
 */
export function showProgress(
  output: Output,
  query: Pick<Query<unknown>, 'subscribe'>,
  read: () => Progress | null,
): () => void {
  if (output.json || !process.stderr.isTTY) return () => {};
  let shownAt = 0;
  const release = query.subscribe(() => {
    const now = Date.now();
    const progress = read();
    if (progress === null || now - shownAt < everyMs) return;
    shownAt = now;
    process.stderr.write(`\r\u001b[K${progressLine(progress)}`);
  });
  return () => {
    release();
    process.stderr.write('\r\u001b[K');
  };
}

/** For example `45 % of 12.3 MB, 4.5 MB a second`. */
export function progressLine({ done, of, perSecond }: Progress): string {
  const share = of === 0 ? 100 : Math.floor((done * 100) / of);
  const rate = perSecond === null ? '' : `, ${size(perSecond)} a second`;
  return `${share} % of ${size(of)}${rate}`;
}

function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
