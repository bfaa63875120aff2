import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Secrets } from '../../config/secrets.ts';
import type { Log } from '../../log.ts';
import { findBinaries } from './binaries.ts';
import { endOrphan } from './orphan.ts';
import { parameters } from './parameters.ts';
import { chooseRunAs, handOver, type RunAs, spawnAs } from './run-as.ts';
import { socketFolder } from './socket-folder.ts';

export type EmbeddedPostgres = {
  /** Connection options of the cluster's superuser, for setting roles up. */
  readonly admin: pg.ClientConfig;
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
};

const majorVersion = '18';
const adminUser = 'sotto_admin';
const startPatienceMs = 60_000;

/**
 * Runs the real PostgreSQL on `<data>/postgres`, on a private Unix socket and nothing else. Makes the
 * cluster at the first start, recovers it after a crash of either process, and starts it again should it
 * die while the server runs.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  secrets: Secrets,
  log: Log,
): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  // Processes are recognised by their folder, which the kernel names without symbolic links.
  const cluster = join(realpathSync(dataDir), 'postgres');
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const runAs = chooseRunAs([cluster, binaries.root]);
  const socket = socketFolder(dataDir);
  handOver(socket, runAs);
  await endOrphan(cluster, socket);
  await endOrphan(unfinished(cluster), socket);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(binaries.initdb, cluster, runAs, secrets);
  requireVersion(cluster);
  handOver(cluster, runAs);

  const admin = {
    host: socket,
    user: adminUser,
    password: secrets.databaseAdminPassword,
    database: 'postgres',
  };
  let stopping = false;
  let child: ChildProcess;
  let relaunching = Promise.resolve();
  const launch = async () => {
    child = await launchPostgres(binaries.postgres, cluster, socket, runAs, admin);
    const onEnd = () => {
      if (stopping) return;
      log.error({ code: child.exitCode, signal: child.signalCode }, 'database-ended');
      relaunching = relaunch();
    };
    // It may have ended right after its first answer.
    if (hasEnded(child)) onEnd();
    else child.once('exit', onEnd);
  };
  const relaunch = async () => {
    for (let attempt = 0; !stopping; attempt++) {
      try {
        await endOrphan(cluster, socket);
        await launch();
        log.warn('database-restarted');
        return;
      } catch {
        log.error({ attempt }, 'database-restart-failed');
        await sleep(Math.min(5000, 200 * 2 ** attempt));
      }
    }
  };
  await launch();
  return {
    admin,
    pid: () => child.pid,
    async stop() {
      stopping = true;
      // One that is just being started is ended too.
      await relaunching;
      if (hasEnded(child)) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** Where a cluster is made before it is one. */
function unfinished(cluster: string): string {
  return `${cluster}.new`;
}

/**
 * Makes the cluster beside its place and renames it when it is whole: initdb writes PG_VERSION first of
 * all, so an attempt that was cut short could not be told from a cluster.
 */
async function initialise(initdb: string, place: string, runAs: RunAs, secrets: Secrets): Promise<void> {
  if (readdirSync(place).length > 0)
    throw new Error(`${place} holds files but no database: move them away, or restore the whole folder`);
  const cluster = unfinished(place);
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = join(cluster, '..', `initdb-${process.pid}`);
  writeFileSync(passwordFile, secrets.databaseAdminPassword, { mode: 0o600 });
  handOver(cluster, runAs);
  handOver(passwordFile, runAs);
  const args = [
    '-D',
    cluster,
    '-U',
    adminUser,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ];
  try {
    await finished(spawnAs(runAs, initdb, args, cluster), 'initdb');
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(cluster, place);
}

async function launchPostgres(
  postgres: string,
  cluster: string,
  socket: string,
  runAs: RunAs,
  admin: pg.ClientConfig,
): Promise<ChildProcess> {
  const settings = Object.entries({ ...parameters, unix_socket_directories: socket }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const child = spawnAs(runAs, postgres, ['-D', cluster, ...settings], cluster);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2000);
  });
  // Emitted when no process could be made. Without a listener it would end the server; with one, `exitCode` is set
  // and the loop below fails this attempt, so that `relaunch` makes another.
  child.on('error', ({ message }) => {
    said = message;
  });
  const deadline = Date.now() + startPatienceMs;
  for (;;) {
    if (hasEnded(child)) throw new Error(`PostgreSQL did not start: ${said.trim()}`);
    // An answer alone could come from another PostgreSQL on this socket.
    if (holdsLock(cluster, child) && (await answers(admin))) return child;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error('PostgreSQL did not become ready in time');
    }
    await sleep(20);
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function holdsLock(cluster: string, child: ChildProcess): boolean {
  const file = join(cluster, 'postmaster.pid');
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[0] === String(child.pid);
}

async function answers(options: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(options);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function requireVersion(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === majorVersion) return;
  throw new Error(
    `the data folder was written by PostgreSQL ${found}, this is ${majorVersion}. Export it with the version of Sotto that wrote it (pg_dump on its socket), move the folder away, start once, and import.`,
  );
}

function finished(child: ChildProcess, what: string): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${what} failed: ${said.trim()}`)),
    );
  });
}
