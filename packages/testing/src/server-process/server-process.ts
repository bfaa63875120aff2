import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const main = resolve(import.meta.dirname, '..', '..', '..', '..', 'apps', 'server', 'src', 'main.ts');

/** The real server in a process of its own, as `npm start` runs it. */
export type ServerProcess = {
  readonly url: string;
  readonly setUpLink: string | undefined;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** `SIGTERM` and wait; `SIGKILL` ends it as a power cut would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Stops it, database included, and removes its folder. */
  remove(): Promise<void>;
};

const patienceMs = 120_000;

/**
 * Starts the server on a free port, in a folder of its own unless one is given.
 *
 * @throws Error with what the server printed when it does not become ready.
 */
export async function startServerProcess(
  options: { dataDir?: string; port?: number; env?: Record<string, string> } = {},
): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sotto-'));
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [main], {
    env: {
      ...cleanEnvironment(),
      SOTTO_PORT: String(port),
      SOTTO_DATA_DIR: dataDir,
      SOTTO_LOG_LEVEL: 'warn',
      SOTTO_WEB_APP: 'no',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const setUpLink = await new Promise<string | undefined>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`the server did not become ready: ${printed}`)),
      patienceMs,
    );
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (!/ready at \S+\n/.test(printed)) return;
      clearTimeout(timer);
      // The second line, if there is one, comes in the same turn.
      setTimeout(() => done(/Set the organisation up: (\S+)/.exec(printed)?.[1]), 50);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`the server ended with ${code}: ${printed}`));
    });
  });
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    child.kill(signal);
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    setUpLink,
    dataDir,
    child,
    output: () => printed,
    stop,
    async remove() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The secret at the end of an invite or set-up link. */
export function secretOf(link: string | undefined): string {
  const secret = link?.split('/').at(-1);
  if (secret === undefined) throw new Error('there is no link');
  return secret;
}

/** The environment without settings of another server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('SOTTO_') && name !== 'DATABASE_URL'),
  );
}

/** A port nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
