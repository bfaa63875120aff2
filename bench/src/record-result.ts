import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'results');

/** Keeps the figures of a run with the commit and the machine they are about; returns the file. */
export function recordResult(name: string, figures: Readonly<Record<string, number>>): string {
  const at = new Date();
  const result = {
    benchmark: name,
    at: at.toISOString(),
    commit: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain', '--', 'apps/server/src', 'bench/src') !== '',
    node: process.version,
    machine: {
      cores: cpus().length,
      model: cpus()[0]?.model.trim(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      // Others' work on the same machine: figures of a busy one compare with nothing but their own run.
      loadAverage: loadavg().map((load) => Math.round(load * 10) / 10),
    },
    figures,
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.toISOString().slice(0, 19).replaceAll(':', '')}-${name}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  return file;
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
