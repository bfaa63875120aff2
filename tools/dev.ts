import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run dev`: server, web app with live reload, and two people who know each other. Everything it makes
 * is in `.cache/dev`; delete the folder to start over.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, '.cache', 'dev');
const passphrase = 'quiet river under the bridge';
const people = [
  { username: 'anna', name: 'Anna Berg' },
  { username: 'ben', name: 'Ben Okafor' },
];
mkdirSync(folder, { recursive: true });

const children = new Set<ReturnType<typeof spawn>>();
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stop).on('SIGTERM', stop);

const setUpLink = await startServer();
if (!existsSync(join(folder, 'seeded'))) await seed(setUpLink);
console.log('\nWeb app with live reload: http://127.0.0.1:5173');
for (const { username, name } of people) console.log(`Sign in as ${username} (${name}) with: ${passphrase}`);
start('npm', ['run', 'dev', '--silent', '--workspace', 'apps/web'], {});

/** The server restarts when one of its sources changes; the database stays. */
function startServer(): Promise<string | undefined> {
  const child = start(process.execPath, ['--watch', '--watch-preserve-output', 'apps/server/src/main.ts'], {
    SOTTO_DATA_DIR: join(folder, 'data'),
    SOTTO_WEB_APP: 'no',
    SOTTO_ALLOWED_ORIGINS: 'http://127.0.0.1:5173,http://localhost:5173',
  });
  return new Promise((resolve) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      printed += chunk.toString();
      if (printed.includes('ready at'))
        setTimeout(() => resolve(/http\S+set-up\/\S+/.exec(printed)?.[0]), 100);
    });
  });
}

/** Signs the two up with the terminal client, as anybody would. */
async function seed(link: string | undefined): Promise<void> {
  if (link === undefined) return;
  const passphraseFile = join(folder, 'passphrase');
  writeFileSync(passphraseFile, passphrase, { mode: 0o600 });
  let invite = link;
  for (const [index, { username, name }] of people.entries()) {
    const home = join(folder, username);
    const account = [
      '--username',
      username,
      '--name',
      name,
      '--passphrase-file',
      passphraseFile,
      '--home',
      home,
    ];
    await sotto([
      'sign-up',
      invite,
      ...account,
      ...(index === 0 ? ['--organisation', 'Northside Music Studio', '--profile', 'studio'] : []),
    ]);
    if (index === 0)
      invite = (JSON.parse(await sotto(['invite', '--home', home, '--json'])) as { url: string }).url;
  }
  await sotto(['send', 'ben', 'Good morning! Is **room 2** free at four?', '--home', join(folder, 'anna')]);
  await sotto(['messages', 'anna', '--home', join(folder, 'ben')]);
  await sotto(['send', 'anna', 'It is. I have put you down.', '--home', join(folder, 'ben')]);
  writeFileSync(join(folder, 'seeded'), '');
}

function sotto(args: string[]): Promise<string> {
  const child = start(process.execPath, ['apps/cli/src/main.ts', ...args], {});
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.on('exit', (code) =>
      code === 0 ? resolve(printed) : reject(new Error(`sotto ${args[0]} failed`)),
    );
  });
}

function start(command: string, args: string[], env: Record<string, string>): ReturnType<typeof spawn> {
  const quiet = command === process.execPath;
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
  });
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}
