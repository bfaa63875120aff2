import { readdirSync, readFileSync } from 'node:fs';

/**
 * Follows the memory of all processes of a browser, found by its profile folder: the most they held together, in MiB,
 * what processes share counted once (the kernel's proportional set size).
 */
export function watchBrowserMemory(profileFolder: string): { peakMiB(): number; stop(): void } {
  let peak = 0;
  const look = () => {
    const kib = processesOf(profileFolder).reduce((sum, pid) => sum + proportionalKiB(pid), 0);
    peak = Math.max(peak, kib / 1024);
  };
  const timer = setInterval(look, 500);
  look();
  return { peakMiB: () => Math.round(peak), stop: () => clearInterval(timer) };
}

function processesOf(profileFolder: string): number[] {
  const parents = new Map<number, number>();
  const roots = new Set<number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const [status, command] = [read(pid, 'status'), read(pid, 'cmdline')];
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    if (command.includes(profileFolder)) roots.add(pid);
  }
  const belongs = (pid: number): boolean => roots.has(pid) || (pid > 1 && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(belongs);
}

const proportionalKiB = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0);

/** Empty when the process has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
