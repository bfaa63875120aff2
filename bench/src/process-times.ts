import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in microseconds that a process and everything below it have used, by the name of the program. */
export type ProcessTimes = { readonly server: number; readonly database: number };

/** Linux counts in hundredths of a second. */
const tickUs = 10_000;

type Stat = { pid: number; parent: number; name: string; us: number };

/** Of a server's process and its database below it, ended children included. */
export function processTimes(pid: number): ProcessTimes {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== undefined);
  const wanted = new Set([pid]);
  for (let size = 0; size !== wanted.size; ) {
    size = wanted.size;
    for (const stat of stats) if (wanted.has(stat.parent)) wanted.add(stat.pid);
  }
  let server = 0;
  let database = 0;
  for (const stat of stats) {
    if (!wanted.has(stat.pid)) continue;
    if (stat.name.startsWith('postgres')) database += stat.us;
    else server += stat.us;
  }
  return { server, database };
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const name = text.slice(text.indexOf('(') + 1, end);
    const fields = text.slice(end + 2).split(' ');
    const number = (n: number) => Number(fields[n - 3]);
    // utime, stime, and those of children that have ended (proc_pid_stat(5), fields 14 to 17).
    return { pid, parent: number(4), name, us: (number(14) + number(15) + number(16) + number(17)) * tickUs };
  } catch {
    return undefined;
  }
}
