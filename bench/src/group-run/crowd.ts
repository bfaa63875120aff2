import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { CrowdAnswers, CrowdOrder, CrowdResponse } from './crowd-protocol.ts';

/** A process full of devices, and how to ask it for something. */
export type Crowd = {
  readonly pid: number;
  ask<Order extends CrowdOrder>(order: Order): Promise<CrowdAnswers[Order['kind']]>;
  /** Closes every client and waits until the process has ended. */
  stop(): Promise<void>;
};

export function startCrowd(serverUrl: string): Crowd {
  const child = fork(join(import.meta.dirname, 'crowd-process.ts'), [serverUrl], {
    execArgv: ['--max-old-space-size=8192'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, { done(value: never): void; fail(error: Error): void }>();
  let nextId = 1;
  child.on('message', (response: CrowdResponse) => {
    const asked = waiting.get(response.id);
    waiting.delete(response.id);
    if ('error' in response) asked?.fail(new Error(response.error));
    else asked?.done(response.value as never);
  });
  const ended = new Promise<void>((done) => {
    child.on('exit', (code) => {
      for (const { fail } of waiting.values()) fail(new Error(`a crowd ended with ${code}`));
      waiting.clear();
      done();
    });
  });

  function ask<Order extends CrowdOrder>(order: Order): Promise<CrowdAnswers[Order['kind']]> {
    return new Promise((done, fail) => {
      const id = nextId++;
      waiting.set(id, { done, fail });
      child.send({ id, order });
    });
  }
  return {
    pid: child.pid as number,
    ask,
    async stop() {
      if (child.exitCode === null && child.connected) await ask({ kind: 'stop' }).catch(() => child.kill());
      await ended;
    },
  };
}
