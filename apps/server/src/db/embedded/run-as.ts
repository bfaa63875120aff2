import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../../config/env.ts';

/** PostgreSQL refuses to run as root: this says as whom it runs here. */
export type RunAs =
  | { readonly kind: 'self' }
  /** As `nobody`, who then owns the cluster's folder. */
  | { readonly kind: 'nobody'; readonly uid: number; readonly gid: number }
  /** In a user namespace of its own, where root goes by another number: for folders only root may enter. */
  | { readonly kind: 'namespace' };

const nobody = 65_534;

/** The way that works for these folders. @throws Error when none does; says what to change. */
export function chooseRunAs(folders: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  if (folders.every(othersMayEnter)) return { kind: 'nobody', uid: nobody, gid: nobody };
  try {
    accessSync('/usr/bin/unshare', constants.X_OK);
    return { kind: 'namespace' };
  } catch {
    throw new Error(
      `only root may enter ${folders.find((folder) => !othersMayEnter(folder))}, and PostgreSQL does not run as root: choose another SOTTO_DATA_DIR, or start as another user`,
    );
  }
}

/** Gives a folder and all in it to whoever PostgreSQL runs as. */
export function handOver(folder: string, runAs: RunAs): void {
  if (runAs.kind !== 'nobody') return;
  chownSync(folder, runAs.uid, runAs.gid);
  if (!statSync(folder).isDirectory()) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.uid !== runAs.uid) handOver(path, runAs);
  }
}

/** Starts a program of PostgreSQL as that user; its standard error is piped. */
export function spawnAs(runAs: RunAs, command: string, args: readonly string[], cwd: string): ChildProcess {
  const options = {
    cwd,
    env: childEnvironment({}),
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
  };
  if (runAs.kind === 'namespace')
    return spawn('/usr/bin/unshare', ['--user', '--map-user=1', '--map-group=1', command, ...args], options);
  if (runAs.kind === 'nobody') return spawn(command, args, { ...options, uid: runAs.uid, gid: runAs.gid });
  return spawn(command, args, options);
}

function othersMayEnter(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0 && path !== folder) return false;
    if (path === dirname(path)) return true;
  }
}
