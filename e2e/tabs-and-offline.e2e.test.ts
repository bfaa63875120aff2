import { type ServerProcess, startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { composer, invite, join, openConversation, setUp, startConversation, write } from './src/app.ts';
import { openProfile, type Profile } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import { showFailure } from './src/show-failure.ts';

/** One engine however many tabs, and a page that opens without a server. */
let server: ServerProcess;
let anna: Profile;
let ben: Profile;
let second: Page;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes' } });
  [anna, ben] = await Promise.all([openProfile(), openProfile()]);
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  await join(ben.page, await invite(anna.page), 'Ben Okafor');
  await startConversation(anna.page, 'Ben Okafor');
  await write(anna.page, 'From the first tab.');
  await openConversation(ben.page, 'Anna Berg');
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  await server?.remove();
});

test('a second tab shows the same and writes through the first', async () => {
  second = await anna.context.newPage();
  await second.goto(server.url);
  await openConversation(second, 'Ben Okafor');
  await expectMessages(second, ['From the first tab.']);
  await write(second, 'From the second tab.');
  await expectMessages(anna.page, ['From the first tab.', 'From the second tab.']);
  await expectMessages(ben.page, ['From the first tab.', 'From the second tab.']);
});

test('when the owner closes, the other tab takes over and nothing is lost', async () => {
  await anna.page.close();
  await write(second, 'After the first was closed.');
  const all = ['From the first tab.', 'From the second tab.', 'After the first was closed.'];
  await expectMessages(second, all);
  await expectMessages(ben.page, all);
  await write(ben.page, 'Still there?');
  await expectMessages(second, [...all, 'Still there?']);
});

test('without a server the page opens, reads, and queues what is written', async () => {
  await second.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop('SIGKILL');
  await second.reload();
  await openConversation(second, 'Ben Okafor');
  await expectMessages(second, ['From the first tab.', 'Still there?']);
  await write(second, 'Written into the void.');
  await second
    .getByText(/You are offline/)
    .first()
    .waitFor();
  const port = Number(new URL(server.url).port);
  server = await startServerProcess({ dataDir: server.dataDir, port, env: { SOTTO_WEB_APP: 'yes' } });
  await expectMessages(ben.page, ['Written into the void.']);
  expect(await composer(second).inputValue()).toBe('');
});
