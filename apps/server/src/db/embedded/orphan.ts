import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 20_000;

/**
 * Ends a PostgreSQL that an earlier server left running on this cluster, and clears the lock file of one
 * that was killed. Only processes that are a postgres of this very folder are ever touched, and the lock
 * goes only when the last of them is gone: two of them on one folder would destroy it.
 */
export async function endOrphan(cluster: string, socketFolder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const file = join(cluster, 'postmaster.pid');
  const main = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  const deadline = Date.now() + patienceMs;
  let asked = false;
  for (;;) {
    const running = processesOf(cluster);
    if (running.length === 0) break;
    if (main !== undefined && !asked && running.includes(main)) signal(main, 'SIGINT');
    else if (Date.now() > deadline) for (const pid of running) signal(pid, 'SIGQUIT');
    asked = true;
    await sleep(20);
  }
  rmSync(file, { force: true });
  // Its process id may by now be a zombie's or somebody else's, and PostgreSQL would believe it.
  rmSync(join(socketFolder, '.s.PGSQL.5432.lock'), { force: true });
}

/** One that has ended meanwhile needs none. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Processes that run postgres in this folder. */
function processesOf(cluster: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const ours =
        readlinkSync(`/proc/${pid}/cwd`) === cluster &&
        /postgres|initdb/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      return ours && !isZombie(pid) ? [pid] : [];
    } catch {
      return [];
    }
  });
}

function isZombie(pid: number): boolean {
  return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
