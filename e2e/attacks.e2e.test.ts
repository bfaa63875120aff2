import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composer, invite, passphrase, setUp } from './src/app.ts';
import { attacks, fileAttacks, xss } from './src/attacks.ts';
import { openProfile, type Profile } from './src/browser.ts';
import { openFirefox } from './src/firefox.ts';
import { type HostileSender, hostileSender } from './src/hostile-sender.ts';
import { shotPath } from './src/shot-path.ts';
import { type Misdeeds, watchPage } from './src/watch-page.ts';

/**
 * What a modified client can put into a message, shown by the real app in two engines: no script runs, nothing is
 * asked of anybody but the server, nothing is even tried, and the app goes on working (REQ-C1, REQ-C2, REQ-C5).
 */
let server: ServerProcess;
let anna: Profile;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '1000' } });
  anna = await openProfile();
  await setUp(anna.page, server.setUpLink as string, 'Northside', 'Anna Berg');
});
afterAll(async () => {
  await anna?.close();
  await server?.remove();
});

const newInvite = async () => {
  await anna.page.getByRole('link', { name: 'People' }).click();
  const link = await invite(anna.page);
  await anna.page.getByRole('link', { name: 'Chats' }).click();
  return link;
};

describe.each([
  ['Chromium', openProfile, 'Ben Okafor'],
  ['Firefox', openFirefox, 'Cleo Diaz'],
] as const)('in %s', (engine, open, name) => {
  let victim: Profile;
  let mallory: HostileSender;
  let misdeeds: Misdeeds;

  beforeAll(async () => {
    victim = await open();
    misdeeds = await watchPage(victim.context, victim.page, server.url);
    await joinByKeys(victim.page, await newInvite(), name);
    mallory = await hostileSender(server.url, await newInvite(), `Mallory ${xss.slice(0, 50)}`, name);
    await mallory.send(attacks[0]?.[1] as never);
    await victim.page
      .getByLabel('Conversations')
      .getByText(/^Mallory/)
      .first()
      .click();
    await victim.page.getByRole('article').filter({ hasText: '<script>' }).first().waitFor();
  });
  afterAll(async () => {
    await mallory?.close();
    await victim?.close();
  });

  test.each(attacks)('%s', async (attack, part) => {
    await mallory.send(part);
    // What follows it arrives too: whatever it was, it stopped nothing.
    await mallory.send({ ...attacks[0]?.[1], content: new TextEncoder().encode(`after ${attack}`) } as never);
    const after = victim.page.getByRole('article').filter({ hasText: `after ${attack}` });
    await after.last().waitFor({ timeout: 20_000 });
    expect(await foreignLinks(victim.page)).toEqual([]);
    expect(await misdeeds.all()).toEqual([]);
  });

  test.each(fileAttacks)('%s', async (attack, bytes, said) => {
    await mallory.sendFile(bytes, said);
    await mallory.send({ ...attacks[0]?.[1], content: new TextEncoder().encode(`after ${attack}`) } as never);
    const after = victim.page.getByRole('article').filter({ hasText: `after ${attack}` });
    await after.last().waitFor({ timeout: 20_000 });
    expect(await turnedAround(victim.page)).toBe(false);
    expect(await misdeeds.all()).toEqual([]);
  });

  test('everything is still there after a reload, and one can write', async () => {
    await victim.page.reload();
    await victim.page.getByRole('article').last().waitFor();
    await composer(victim.page).pressSequentially('I am still here');
    await victim.page.keyboard.press('Enter');
    const own = victim.page.getByRole('article', { name: /I am still here/ });
    await own.waitFor();
    // Back through everything, so that each is drawn anew.
    await own.focus();
    for (let page = 0; page < 14; page++) {
      await victim.page.keyboard.press('PageUp');
      await sleep(150);
      expect(await foreignLinks(victim.page)).toEqual([]);
    }
    expect(await misdeeds.all()).toEqual([]);
    await victim.page.screenshot({
      path: shotPath(`attacks-${engine.toLowerCase()}.png`),
      caret: 'initial',
    });
  });

  test('the watch sees what it watches for', async () => {
    await victim.page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'https://evil.example/pixel.png';
      document.body.append(image);
    });
    await expect.poll(async () => (await misdeeds.all()).join()).toContain('evil.example');
  });
});

/** Signs up by an invite. Key by key: what Playwright fills in by itself, React does not hear of in Firefox. */
async function joinByKeys(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').pressSequentially(name);
  await page.getByLabel('Passphrase', { exact: true }).pressSequentially(passphrase);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor();
}

/** Addresses on the page that lead anywhere but to web and mail, or load something from elsewhere. */
function foreignLinks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const feed = document.querySelector('[role="feed"]');
    const links = [...(feed?.querySelectorAll('a[href]') ?? [])].map(
      (link) => link.getAttribute('href') ?? '',
    );
    const loaded = [...(feed?.querySelectorAll('[src]') ?? [])].map((one) => one.getAttribute('src') ?? '');
    return [
      ...links.filter((href) => !/^(https?:|mailto:)/.test(href)),
      ...loaded.filter((src) => !/^(blob:|data:image\/)/.test(src)),
      ...[...(feed?.querySelectorAll('iframe, object, embed, script, form, link, style') ?? [])].map(
        (one) => one.tagName,
      ),
    ];
  });
}

/** Whether something on the page turns the text around it. */
function turnedAround(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    /[\u202A-\u202E\u2066-\u2069]/.test(document.querySelector('[role="feed"]')?.textContent ?? ''),
  );
}
