import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type ProcessTimes, processTimes } from '../process-times.ts';
import type { LoadOrder, LoadReport } from './bench-account.ts';

export type LoadResult = LoadReport & {
  /** CPU microseconds a message that was accepted. */
  readonly cpuUs: ProcessTimes;
};

/** Has the generator do its work, and measures what the server and its database spend meanwhile. */
export async function runLoad(order: LoadOrder, serverPid: number): Promise<LoadResult> {
  const generator = fork(join(import.meta.dirname, 'generator.ts'), { stdio: 'inherit' });
  let before: ProcessTimes | undefined;
  let after: ProcessTimes | undefined;
  const report = await new Promise<LoadReport>((resolve, reject) => {
    generator.on('message', (message: { event?: 'begin' | 'end'; report?: LoadReport }) => {
      if (message.event === 'begin') before = processTimes(serverPid);
      if (message.event === 'end') after = processTimes(serverPid);
      if (message.report !== undefined) resolve(message.report);
    });
    generator.once('exit', (code) => reject(new Error(`the generator ended with ${code}`)));
    generator.send(order);
  });
  const spent = (part: keyof ProcessTimes) =>
    ((after?.[part] ?? Number.NaN) - (before?.[part] ?? Number.NaN)) / Math.max(1, report.accepted);
  return { ...report, cpuUs: { server: spent('server'), database: spent('database') } };
}
