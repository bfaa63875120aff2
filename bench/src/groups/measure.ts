export type Figures = Record<string, number>;

type NodeProcess = { cpuUsage(): { user: number; system: number } };
const node = (globalThis as { process?: Partial<NodeProcess> }).process;

/**
 * Milliseconds of this process's CPU time in Node, where that figure survives others' work on the machine and
 * counts the threads that WebCrypto keeps; of the clock in a browser.
 */
export function spentMs(): number {
  if (node?.cpuUsage === undefined) return performance.now();
  const { user, system } = node.cpuUsage();
  return (user + system) / 1000;
}

/** The middle of several runs, in milliseconds, after a warm-up of a third: by then the code is compiled. */
export async function medianMs(times: number, act: () => unknown): Promise<number> {
  for (let i = 0; i < times / 3; i++) await act();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = spentMs();
    await act();
    taken.push(spentMs() - before);
  }
  return middle(taken);
}

/** How often a second, after a warm-up of a fifth. */
export async function perSecond(times: number, act: () => unknown): Promise<number> {
  for (let i = 0; i < times / 5; i++) await act();
  const before = spentMs();
  for (let i = 0; i < times; i++) await act();
  return Math.round(times / ((spentMs() - before) / 1000));
}

export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length / 2)] as number);
}

export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The figures of one part, named after it. */
export function under(part: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${part}: ${name}`, value]));
}
