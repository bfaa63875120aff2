import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The terminal client as scripts use it: real processes, real server. */
const main = resolve(import.meta.dirname, '..', 'src', 'main.ts');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sotto-cli-'));
const passphraseFile = join(folder, 'passphrase');

let server: ServerProcess;

beforeAll(async () => {
  writeFileSync(passphraseFile, 'quiet river under the bridge\n');
  server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { code: number; lines: Record<string, unknown>[]; error: Record<string, unknown> | undefined };

/** Runs `sotto` for somebody; what it printed and how it ended. */
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

test('from the printed link to a conversation', async () => {
  expect(
    await signUp('anna', server.setUpLink as string, '--organisation', 'Northside', '--name', 'Anna Berg'),
  ).toMatchObject({ code: 0 });
  const { lines } = await sotto('anna', 'invite');
  expect(await signUp('ben', lines[0]?.['url'] as string)).toMatchObject({ code: 0 });
  expect((await sotto('anna', 'send', 'ben', 'Hello', 'Ben')).lines[0]).toMatchObject({ state: 'sent' });
  expect((await sotto('ben', 'messages', 'anna')).lines).toMatchObject([
    { kind: 'message', from: 'anna', text: 'Hello Ben', mine: false },
  ]);
  expect((await sotto('ben', 'send', 'anna', 'Hello Anna')).code).toBe(0);
  expect((await sotto('anna', 'messages', 'ben')).lines.map((line) => line['text'])).toEqual([
    'Hello Ben',
    'Hello Anna',
  ]);
});

test('follow prints what comes, as it comes', async () => {
  const child = spawn(process.execPath, [main, 'follow', '--json', '--home', join(folder, 'ben')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const first = new Promise<Record<string, unknown>>((done) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\n'))
        done(JSON.parse(printed.split('\n')[0] as string) as Record<string, unknown>);
    });
  });
  await sotto('anna', 'send', 'ben', 'Are you there?');
  expect(await first).toMatchObject({ text: 'Are you there?', with: 'anna' });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('both see the same safety number', async () => {
  const [anna, ben] = await Promise.all([sotto('anna', 'verify', 'ben'), sotto('ben', 'verify', 'anna')]);
  expect(anna.lines[0]?.['digits']).toMatch(/^\d{60}$/);
  expect(ben.lines[0]).toEqual(anna.lines[0]);
  expect((await sotto('anna', 'verify', 'ben', '--confirm')).lines[0]).toMatchObject({ verified: true });
});

test('a group from its making to leaving it, by name and by id', async () => {
  const { lines } = await sotto('anna', 'invite');
  expect(await signUp('cleo', lines[0]?.['url'] as string)).toMatchObject({ code: 0 });
  const made = await sotto(
    'anna',
    'group',
    'create',
    'Summer recital',
    'ben',
    '--description',
    'The evening',
  );
  expect(made.lines[0]).toMatchObject({ name: 'Summer recital', people: 2, state: 'done' });
  const id = made.lines[0]?.['conversation_id'] as string;

  expect((await sotto('anna', 'send', 'Summer recital', 'Hello all')).lines[0]).toMatchObject({
    state: expect.stringMatching(/sent|delivered/),
  });
  expect((await sotto('ben', 'messages', 'summer recital')).lines).toEqual(
    expect.arrayContaining([expect.objectContaining({ from: 'anna', text: 'Hello all' })]),
  );
  expect((await sotto('ben', 'send', id, 'Hello Anna')).code).toBe(0);
  expect((await sotto('anna', 'messages', id)).lines).toEqual(
    expect.arrayContaining([expect.objectContaining({ from: 'ben', text: 'Hello Anna' })]),
  );

  // Members may not do what admins do, and are told so at once.
  expect(await sotto('ben', 'group', 'add', id, 'cleo')).toMatchObject({
    code: 1,
    error: { error: 'not-permitted' },
  });
  expect((await sotto('anna', 'group', 'promote', id, 'ben')).lines[0]).toMatchObject({ role: 'admin' });
  expect((await sotto('ben', 'group', 'add', id, 'cleo')).lines[0]).toMatchObject({ state: 'done' });
  expect((await sotto('ben', 'group', 'rename', id, 'Recital in June')).code).toBe(0);
  expect((await sotto('cleo', 'group', 'list')).lines).toMatchObject([
    { conversation_id: id, name: 'Recital in June', people: 3, role: 'member', standing: 'member' },
  ]);
  expect((await sotto('cleo', 'group', 'members', 'Recital in June')).lines).toMatchObject([
    { username: 'cleo', role: 'member', self: true },
    { username: 'anna', role: 'owner' },
    { username: 'ben', role: 'admin' },
  ]);

  expect(await sotto('anna', 'group', 'leave', id)).toMatchObject({
    code: 1,
    error: { error: 'last-owner' },
  });
  expect((await sotto('anna', 'group', 'leave', id, '--successor', 'ben')).code).toBe(0);
  expect(await sotto('anna', 'send', id, 'Too late')).toMatchObject({ code: 1 });
  expect((await sotto('ben', 'group', 'remove', id, 'cleo')).code).toBe(0);
  expect((await sotto('cleo', 'group', 'list')).lines[0]).toMatchObject({ standing: 'removed' });
  const changes = (await sotto('ben', 'messages', id)).lines.flatMap((line) =>
    line['notice'] === 'group' ? [(line['change'] as { kind: string }).kind] : [],
  );
  expect(changes).toEqual(
    expect.arrayContaining(['joined', 'role-changed', 'added', 'renamed', 'left', 'removed']),
  );
});

test('one more device, listed and removed', async () => {
  expect(
    await sotto(
      'anna-2',
      'sign-in',
      server.url,
      '--username',
      'anna',
      '--passphrase-file',
      passphraseFile,
      '--device',
      'second',
    ),
  ).toMatchObject({ code: 0 });
  const { lines } = await sotto('anna', 'devices');
  expect(lines).toHaveLength(2);
  const second = lines.find((line) => line['device_name'] === 'second');
  expect(await sotto('anna', 'remove-device', second?.['session_id'] as string)).toMatchObject({ code: 0 });
  expect((await sotto('anna-2', 'devices')).code).not.toBe(0);
});

test('mistakes and refusals are said in one line, with a code for scripts', async () => {
  expect(await sotto('anna', 'launch')).toMatchObject({ code: 2, error: { error: 'usage' } });
  expect(await sotto('anna', 'send')).toMatchObject({ code: 2 });
  expect(await sotto('anna', 'send', 'nobody', 'hi')).toMatchObject({
    code: 1,
    error: { error: 'account-unknown' },
  });
  expect(await sotto('anna', 'group', 'disband')).toMatchObject({ code: 2, error: { error: 'usage' } });
  expect(await sotto('anna', 'group', 'add', 'no such group', 'ben')).toMatchObject({
    code: 1,
    error: { error: 'group-unknown' },
  });
  expect(await sotto('nobody', 'whoami')).toMatchObject({ code: 1, error: { error: 'not-signed-in' } });
  expect(
    await sotto('carl', 'sign-in', server.url, '--username', 'carl', '--passphrase-file', passphraseFile),
  ).toMatchObject({ code: 1, error: { error: 'wrong-credentials' } });
});

test('what is stored here is sealed', () => {
  const home = join(folder, 'ben');
  for (const name of readdirSync(home)) {
    const bytes = readFileSync(join(home, name));
    expect({ name, readable: bytes.includes('Are you there?') || bytes.includes('quiet river') }).toEqual({
      name,
      readable: false,
    });
  }
});

test('signing out destroys the key of what was stored here', async () => {
  const key = () => readFileSync(join(folder, 'ben', 'store-key'));
  const before = key();
  expect(await sotto('ben', 'sign-out')).toMatchObject({ code: 0 });
  const after = readdirSync(join(folder, 'ben')).includes('store-key') ? key() : undefined;
  expect(after?.equals(before) ?? false).toBe(false);
  expect(await sotto('ben', 'whoami')).toMatchObject({ code: 1, error: { error: 'not-signed-in' } });
});
