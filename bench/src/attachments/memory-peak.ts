import { readFileSync } from 'node:fs';

/** Follows the memory of a process from outside: the most it held resident, in MiB. */
export function watchMemory(pid: number): { peakMiB(): number; stop(): void } {
  let peak = 0;
  const look = () => {
    try {
      const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kib ?? 0) / 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 100);
  look();
  return {
    peakMiB: () => Math.round(peak),
    stop: () => clearInterval(timer),
  };
}
