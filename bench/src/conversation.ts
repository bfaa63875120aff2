import { createClient, type LocalClient } from '@sotto/client';
import { memoryStore, nodePlatform } from '@sotto/store-node';
import { type ServerProcess, secretOf, startServerProcess } from '@sotto/testing';
import { join, openNotes } from '../../e2e/src/app.ts';
import { openProfile } from '../../e2e/src/browser.ts';
import { scrollFrames } from './conversation/frames.ts';
import { openingMs } from './conversation/opening.ts';
import { sendPictures } from './conversation/pictures.ts';
import { lastWords, writeMixed } from './conversation/write-mixed.ts';

const messages = 50_000;
const pictureMessages = 60;
const scrollSeconds = 8;
const passphrase = 'a long passphrase for a measurement';
const notes = 'Note to Self';

/**
 * The web app in Chromium with one conversation of 50,000 mixed messages, written by somebody else while it is
 * open, and one full of pictures: how long it takes to open them, and how smoothly they scroll.
 */
export async function conversation(): Promise<Record<string, number>> {
  const server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '100000' } });
  const reader = await openProfile();
  const writer = createClient({
    platform: { ...nodePlatform({ log: () => {} }), store: memoryStore() },
    serverUrl: server.url,
  });
  try {
    const { page } = reader;
    await writer.ready();
    const inviteUrl = await signUpWriter(writer, server);
    await join(page, inviteUrl, 'Anna Berg');
    await writer.refreshPeople();
    const anna = writer.people.current.find((person) => person.displayName === 'Anna Berg');
    if (anna === undefined) throw new Error('the reader is not in the directory');
    const conversationId = await writer.openDirectConversation(anna.accountId);

    const startedAt = performance.now();
    await writeMixed({ client: writer, conversationId }, messages);
    await page.getByLabel('Conversations').getByText(lastWords).first().waitFor({ timeout: 600_000 });
    const takenIn = performance.now() - startedAt;

    await openNotes(page);
    const way = { name: 'Ben Okafor', other: notes, text: lastWords };
    const opening = await openingMs(page, way);
    const mixed = await scrollFrames(page, scrollSeconds);
    await page.reload();
    await page.getByLabel('Conversations').getByText(lastWords).first().waitFor();
    const afterReload = await openingMs(page, way, 1);

    await page.getByLabel('Conversations').getByText(way.other).first().click();
    const pictures = await sendPictures(page, pictureMessages);
    const first = await scrollFrames(page, scrollSeconds);
    const again = await scrollFrames(page, scrollSeconds);
    return {
      'mixed messages': messages,
      'written and taken in, a second': Math.round(messages / (takenIn / 1000)),
      'opening it ms': opening,
      'opening it after a reload ms': afterReload,
      'scrolling it, p95 frame ms': mixed.p95,
      'scrolling it, longest frame ms': mixed.longest,
      pictures,
      'scrolling pictures the first time, p95 frame ms': first.p95,
      'scrolling pictures the first time, longest frame ms': first.longest,
      'scrolling pictures again, p95 frame ms': again.p95,
      'scrolling pictures again, longest frame ms': again.longest,
    };
  } finally {
    await Promise.allSettled([writer.close(), reader.close()]);
    await server.remove();
  }
}

/** Founds the organisation. @returns a link for the reader. */
async function signUpWriter(client: LocalClient, server: ServerProcess): Promise<string> {
  const outcome = await client.signUp({
    inviteToken: secretOf(server.setUpLink),
    username: 'ben.okafor',
    displayName: 'Ben Okafor',
    passphrase,
    deviceName: 'a terminal',
    organisation: { name: 'Northside Music Studio', profile: 'studio' },
  });
  if (outcome.kind === 'refused') throw new Error(`the writer cannot sign up: ${outcome.reason}`);
  const { url } = await client.createInvite({ role: 'member', uses: 1, expiresInHours: 1 });
  return url;
}
