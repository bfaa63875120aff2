import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A broker of its own, with nothing on disk. */
export type Mosquitto = { readonly port: number; readonly pid: number; stop(): Promise<void> };

const program = '/usr/sbin/mosquitto';

/** Undefined where it is not installed: `node bench/src/install-peers.ts` does. */
export async function startMosquitto(port: number): Promise<Mosquitto | undefined> {
  try {
    execFileSync(program, ['-h'], { stdio: 'ignore' });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  // A slow subscriber is waited for, not cut off: nothing that is counted may be dropped.
  writeFileSync(
    file,
    `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
log_type error
max_queued_messages 0
max_inflight_messages 0
set_tcp_nodelay true
`,
  );
  const child: ChildProcess = spawn(program, ['-c', file], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100) throw new Error('mosquitto does not answer');
    await sleep(50);
  }
  return {
    port,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
