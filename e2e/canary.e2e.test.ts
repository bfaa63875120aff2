import { setTimeout as sleep } from 'node:timers/promises';
import { filesWith, makeCanary, occursIn, type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { invite, join, openConversation, setUp, startConversation, write } from './src/app.ts';
import { openProfile, type Profile } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import { showFailure } from './src/show-failure.ts';
import { recordTraffic, type TrafficRecorder } from './src/traffic-recorder.ts';

/** What is typed into a client is nowhere else: not in the database's files, its log, ours, or on the wire. */
let server: ServerProcess;
let wire: TrafficRecorder;
let anna: Profile;
let ben: Profile;

beforeAll(async () => {
  wire = await recordTraffic(() => server.url);
  server = await startServerProcess({
    env: { SOTTO_WEB_APP: 'yes', SOTTO_PUBLIC_URL: wire.url, SOTTO_LOG_LEVEL: 'debug' },
  });
  [anna, ben] = await Promise.all([openProfile(), openProfile()]);
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  await wire?.close();
  await server?.remove();
});

test('REQ-N1: a text typed into a client occurs in no file, log or packet of the server', async () => {
  const said = makeCanary('said');
  const draft = makeCanary('draft');
  const late = makeCanary('late');
  const shown = makeCanary('Control ');
  await setUp(anna.page, server.setUpLink as string, 'Northside', 'Anna Berg');
  await join(ben.page, await invite(anna.page), shown);
  await startConversation(anna.page, shown);
  await write(anna.page, said);
  await openConversation(ben.page, 'Anna Berg');
  await expectMessages(ben.page, [said]);
  // One that stays in the mailbox, so that it is in the database when its files are read.
  await ben.context.close();
  await write(anna.page, late);
  await anna.page
    .getByRole('article')
    .filter({ hasText: late })
    .getByLabel(/Sent/)
    .or(anna.page.getByRole('article', { name: new RegExp(`${late}.*Sent`) }))
    .first()
    .waitFor();
  await anna.page.getByRole('textbox', { name: /^Message to/ }).fill(draft);
  await sleep(500);

  const packets = wire.bytes();
  await server.stop('SIGTERM');
  // The search finds what is there: the name people see is no secret of the server's.
  expect(occursIn(shown, packets)).toBe(true);
  expect(filesWith(shown, server.dataDir)).not.toEqual([]);
  for (const canary of [said, draft, late]) {
    expect(occursIn(canary, packets)).toBe(false);
    expect(filesWith(canary, server.dataDir)).toEqual([]);
    expect(server.output()).not.toContain(canary);
  }
});
