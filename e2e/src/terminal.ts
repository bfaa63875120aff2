import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const main = resolve(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');
const run = promisify(execFile);

/** One person at a terminal, with a home folder of their own. */
export type Terminal = {
  readonly home: string;
  /** Runs `sotto` with these words and `--json`; the objects it printed. */
  sotto(...words: string[]): Promise<Record<string, unknown>[]>;
  remove(): void;
};

export function openTerminal(passphrase: string): Terminal {
  const home = mkdtempSync(join(tmpdir(), 'sotto-home-'));
  const passphraseFile = join(home, 'passphrase');
  writeFileSync(passphraseFile, passphrase, { mode: 0o600 });
  return {
    home,
    async sotto(command, ...words) {
      const secret = /^sign-(up|in)$/.test(command ?? '') ? ['--passphrase-file', passphraseFile] : [];
      const { stdout } = await run(
        process.execPath,
        [main, command as string, ...words, '--json', '--home', home, ...secret],
        { timeout: 60_000 },
      );
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
