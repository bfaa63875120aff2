import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type ProcessTimes, processTimes } from '../process-times.ts';
import type { RoomOrder, RoomReport } from './room-order.ts';

export type RoomResult = RoomReport & {
  /** CPU microseconds a delivery. */
  readonly cpuUs: ProcessTimes;
};

/** Has the generator fill a room, and measures what its server spends meanwhile. */
export async function runRoom(order: RoomOrder, serverPid: number): Promise<RoomResult> {
  const generator = fork(join(import.meta.dirname, 'generator.ts'), { stdio: 'inherit' });
  let before: ProcessTimes | undefined;
  let after: ProcessTimes | undefined;
  const report = await new Promise<RoomReport>((resolve, reject) => {
    generator.on('message', (message: { event?: 'begin' | 'end'; report?: RoomReport }) => {
      if (message.event === 'begin') before = processTimes(serverPid);
      if (message.event === 'end') after = processTimes(serverPid);
      if (message.report !== undefined) resolve(message.report);
    });
    generator.once('exit', (code) => reject(new Error(`the generator ended with ${code}`)));
    generator.send(order);
  });
  const spent = (part: keyof ProcessTimes) =>
    ((after?.[part] ?? Number.NaN) - (before?.[part] ?? Number.NaN)) / Math.max(1, report.delivered);
  return { ...report, cpuUs: { server: spent('server'), database: spent('database') } };
}
