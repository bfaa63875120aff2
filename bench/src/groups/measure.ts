export type Figures = Record<string, number>;

/** The middle of several runs, in milliseconds; the first is not counted. */
export async function medianMs(times: number, act: () => unknown): Promise<number> {
  await act();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await act();
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  return rounded(taken[Math.floor(taken.length / 2)] as number);
}

/** How often a second, after a warm-up of a fifth. */
export async function perSecond(times: number, act: () => unknown): Promise<number> {
  for (let i = 0; i < times / 5; i++) await act();
  const started = performance.now();
  for (let i = 0; i < times; i++) await act();
  return Math.round(times / ((performance.now() - started) / 1000));
}

export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The figures of one part, named after it. */
export function under(part: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${part}: ${name}`, value]));
}
