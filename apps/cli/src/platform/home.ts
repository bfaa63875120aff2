import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of one account on this machine: `--home`, else `SOTTO_HOME`, else the user's data folder.
 * It holds the sealed store and the address of its server; only its owner can read it.
 */
export function homeFolder(chosen: string | undefined): string {
  const folder =
    chosen ??
    process.env['SOTTO_HOME'] ??
    join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'sotto');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

const serverFile = 'server-url';

/** The server this home belongs to, or `undefined` before the first sign-up or sign-in. */
export function readServerUrl(folder: string): string | undefined {
  const path = join(folder, serverFile);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

export function writeServerUrl(folder: string, url: string): void {
  writeFileSync(join(folder, serverFile), `${url}\n`, { mode: 0o600 });
}
