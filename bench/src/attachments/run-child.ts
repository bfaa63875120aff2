import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { watchMemory } from './memory-peak.ts';

export type Child = {
  readonly process: ChildProcess;
  /** The next line it prints, as JSON. */
  next<Line>(): Promise<Line>;
  say(line: object): void;
  stop(): Promise<void>;
};

/** A part of the benchmark in a process of its own, spoken to in lines of JSON. */
export function startChild(script: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let take: ((line: string) => void) | undefined;
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    give();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  function give(): void {
    const line = take === undefined ? undefined : lines.shift();
    if (line === undefined) return;
    take?.(line);
    take = undefined;
  }
  const nextLine = () =>
    new Promise<string>((resolve, reject) => {
      take = resolve;
      give();
      void ended.then(() => reject(new Error(`${script} ended`)));
    });
  return {
    process: child,
    next: async <Line>() => JSON.parse(await nextLine()) as Line,
    say: (line) => child.stdin.write(`${JSON.stringify(line)}\n`),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

export type Measured = { readonly seconds: number; readonly heapMiB: number; readonly rssMiB: number };

/** Has a child do one thing and measures it: its time, its own heap at most, and what it held resident. */
export async function measure(child: Child, request: object): Promise<Measured> {
  const memory = watchMemory(child.process.pid as number);
  child.say(request);
  const { seconds, heapMiB } = await child.next<{ seconds: number; heapMiB: number }>();
  memory.stop();
  return { seconds, heapMiB, rssMiB: memory.peakMiB() };
}
