import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  composer,
  invite,
  join as joinOrganisation,
  openConversation,
  passphrase,
  setUp,
  startConversation,
  write,
} from './src/app.ts';
import { narrow, openProfile, type Profile, wide } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';
import { openTerminal, type Terminal } from './src/terminal.ts';
import { recordTraffic, type TrafficRecorder } from './src/traffic-recorder.ts';

/** Two people in two browsers and one at a terminal, from the printed link to messages that survive everything. */
let server: ServerProcess;
let wire: TrafficRecorder;
let anna: Profile;
let ben: Profile;
let terminal: Terminal;

beforeAll(async () => {
  wire = await recordTraffic(() => server.url);
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_PUBLIC_URL: wire.url } });
  [anna, ben] = await Promise.all([openProfile(), openProfile({ viewport: narrow, dark: true })]);
  terminal = openTerminal(passphrase);
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  terminal?.remove();
  await wire?.close();
  await server?.remove();
});

/** Both ends of the conversation between Anna and Ben show these texts, once and in order. */
async function bothSee(texts: readonly string[]): Promise<void> {
  await expectMessages(anna.page, texts);
  await expectMessages(ben.page, texts);
}

test('set up, invite, sign up', async () => {
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  const link = await invite(anna.page);
  await joinOrganisation(ben.page, link, 'Ben Okafor');
  await ben.page.screenshot({ path: shotPath('first-screen-390-dark.png') });
});

const said = ['Is room 2 free at four?', 'It is. I have put you down.', 'Lovely, thank you!'];

test('write both ways', async () => {
  await startConversation(anna.page, 'Ben Okafor');
  await write(anna.page, said[0] as string);
  await openConversation(ben.page, 'Anna Berg');
  await expectMessages(ben.page, said.slice(0, 1));
  await write(ben.page, said[1] as string);
  await expectMessages(anna.page, said.slice(0, 2));
  await write(anna.page, said[2] as string);
  await bothSee(said);
  await anna.page.screenshot({ path: shotPath('conversation-1280-light.png') });
  await ben.page.screenshot({ path: shotPath('conversation-390-dark.png') });
});

test('a read message says so', async () => {
  await anna.page
    .getByRole('article')
    .filter({ hasText: said[2] as string })
    .getByLabel(/Read/)
    .or(anna.page.getByRole('article', { name: new RegExp(`${said[2]}.*Read`) }))
    .first()
    .waitFor();
});

test('a third person at a terminal', async () => {
  await anna.page.getByRole('link', { name: 'People' }).click();
  const link = await invite(anna.page);
  await terminal.sotto('sign-up', link, '--username', 'cleo', '--name', 'Cleo Diaz');
  await terminal.sotto('send', 'ben.okafor', 'From a terminal.');
  await ben.page
    .getByRole('link', { name: /Back/ })
    .or(ben.page.getByRole('button', { name: /Back/ }))
    .first()
    .click();
  await openConversation(ben.page, 'Cleo Diaz');
  await expectMessages(ben.page, ['From a terminal.']);
  await write(ben.page, 'Hello terminal.');
  await expect
    .poll(async () => (await terminal.sotto('messages', 'ben.okafor')).map((message) => message['text']), {
      timeout: 30_000,
    })
    .toEqual(['From a terminal.', 'Hello terminal.']);
  await ben.page
    .getByRole('link', { name: /Back/ })
    .or(ben.page.getByRole('button', { name: /Back/ }))
    .first()
    .click();
  await openConversation(ben.page, 'Anna Berg');
  await anna.page.getByRole('link', { name: 'Chats' }).click();
  await openConversation(anna.page, 'Ben Okafor');
});

const offline = ['Written without a network.', 'And another one.'];

test('without a network one reads and writes on; it is sent when the network is back', async () => {
  wire.down();
  await anna.page
    .getByText(/offline|No connection/i)
    .first()
    .waitFor();
  for (const text of offline) await write(anna.page, text);
  await expectMessages(anna.page, [...said, ...offline]);
  await anna.page.screenshot({ path: shotPath('offline-1280-light.png') });
  wire.up();
  await bothSee([...said, ...offline]);
});

test('the server is killed and comes back; nothing is lost, doubled or out of order', async () => {
  await server.stop('SIGKILL');
  await write(anna.page, 'Sent to a dead server.');
  await write(ben.page, 'Me too.');
  server = await startServerProcess({
    dataDir: server.dataDir,
    env: { SOTTO_WEB_APP: 'yes', SOTTO_PUBLIC_URL: wire.url },
  });
  for (const { page } of [anna, ben]) {
    await expectMessages(page, [...said, ...offline]);
    await page.getByRole('article').filter({ hasText: 'Sent to a dead server.' }).waitFor();
    await page.getByRole('article').filter({ hasText: 'Me too.' }).waitFor();
  }
});

test('a browser that was closed has everything when it opens again, drafts included', async () => {
  await composer(anna.page).fill('Half a thou');
  await anna.page.waitForTimeout(500);
  anna = await anna.reopen();
  await anna.page.goto(wire.url);
  await openConversation(anna.page, 'Ben Okafor');
  await expectMessages(anna.page, [...said, ...offline]);
  expect(await composer(anna.page).inputValue()).toBe('Half a thou');
  await anna.page.setViewportSize(narrow);
  await anna.page.screenshot({ path: shotPath('conversation-390-light.png') });
  await anna.page.setViewportSize(wide);
});
