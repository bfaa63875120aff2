import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '..', 'src', 'main.ts');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sotto-cli-files-'));
const place = join(folder, 'saved');
const passphraseFile = join(folder, 'passphrase');
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let server: ServerProcess;

beforeAll(async () => {
  mkdirSync(place);
  writeFileSync(passphraseFile, 'quiet river under the bridge\n');
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  await signUp('anna', server.setUpLink as string, '--organisation', 'Northside');
  const { lines } = await sotto('anna', 'invite');
  await signUp('ben', lines[0]?.['url'] as string);
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { code: number; lines: Record<string, unknown>[]; error: Record<string, unknown> | undefined };

async function sotto(who: string, ...words: string[]): Promise<Answer> {
  const args = [main, ...words, '--json', '--home', join(folder, who)];
  const read = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  try {
    const { stdout } = await run(process.execPath, args, { timeout: 60_000 });
    return { code: 0, lines: read(stdout), error: undefined };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, lines: read(stdout), error: read(stderr)[0] };
  }
}

const signUp = (who: string, link: string, ...more: string[]) =>
  sotto(who, 'sign-up', link, '--username', who, '--passphrase-file', passphraseFile, ...more);

test('files are sent with a text, listed, and saved as they were', async () => {
  const contents = [randomBytes(300_000), randomBytes(20)] as const;
  const [report, note] = [join(folder, 'report.dat'), join(folder, 'note.dat')];
  writeFileSync(report, contents[0]);
  writeFileSync(note, contents[1]);
  const sent = await sotto('anna', 'send', 'ben', 'both', 'of', 'them', '--file', report, '--file', note);
  expect(sent).toMatchObject({ code: 0, lines: [{ state: 'sent', text: 'both of them' }] });

  const { lines } = await sotto('ben', 'messages', 'anna');
  expect(lines).toMatchObject([
    {
      text: 'both of them',
      parts: [
        { kind: 'file', name: 'report.dat', bytes: 300_000, shown_as: 'file', state: 'remote' },
        { kind: 'file', name: 'note.dat', bytes: 20 },
        { kind: 'text', text: 'both of them' },
      ],
    },
  ]);
  const newest = await sotto('ben', 'save', 'anna', '--to', place);
  expect(newest.lines[0]).toMatchObject({ name: 'note.dat', path: join(place, 'note.dat') });
  await sotto('ben', 'save', 'anna', 'report.dat', '--to', place);
  expect(sha(readFileSync(join(place, 'report.dat')))).toBe(sha(contents[0]));
  expect(sha(readFileSync(join(place, 'note.dat')))).toBe(sha(contents[1]));
});

test('nothing is overwritten: what has the name keeps it', async () => {
  const again = await sotto('ben', 'save', 'anna', 'note.dat', '--to', place);
  expect(again.lines[0]).toMatchObject({ path: join(place, 'note (2).dat') });
  const taken = await sotto('ben', 'save', 'anna', 'note.dat', '--to', join(place, 'note.dat'));
  expect(taken).toMatchObject({ code: 1, error: { error: 'file-exists' } });
  expect(readdirSync(place).sort()).toEqual(['note (2).dat', 'note.dat', 'report.dat']);
});

test('mistakes and refusals are said in one line, with a code for scripts', async () => {
  expect(await sotto('ben', 'save')).toMatchObject({ code: 2, error: { error: 'usage' } });
  expect(await sotto('ben', 'save', 'anna', 'nothing.txt')).toMatchObject({
    code: 1,
    error: { error: 'unknown-file' },
  });
  expect((await sotto('anna', 'send', 'ben', '--file', join(folder, 'nowhere'))).code).toBe(1);
  writeFileSync(join(folder, 'tool.exe'), 'x');
  const blocked = await sotto('anna', 'send', 'ben', '--file', join(folder, 'tool.exe'));
  expect(blocked).toMatchObject({ code: 1, error: { error: 'file-blocked' } });
  expect((await sotto('ben', 'messages', 'anna')).lines).toHaveLength(1);
});
