import { disposition, single, textPart } from '@sotto/protocol/content';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { composer, invite, openNotes, passphrase, setUp } from './src/app.ts';
import { attacks, fileAttacks, xss } from './src/attacks.ts';
import { openProfile, type Profile } from './src/browser.ts';
import { saveInto } from './src/files.ts';
import { openFirefox } from './src/firefox.ts';
import { createGroup } from './src/groups.ts';
import {
  type HostileDevice,
  type HostileSender,
  hostileOwnDevice,
  hostilePerson,
} from './src/hostile-sender.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';
import { type Misdeeds, watchPage } from './src/watch-page.ts';

/**
 * What a modified client can put into a message, shown by the real app in two engines: no script runs, nothing is
 * asked of anybody but the server, nothing is even tried, and the app goes on working (REQ-C1, REQ-C2, REQ-C5).
 */
type Victim = { readonly profile: Profile; readonly misdeeds: Misdeeds; readonly name: string };

let server: ServerProcess;
let anna: Victim;
let cleo: Victim;
let mallory: HostileDevice;
let group: HostileSender;
const looked = new Set<Looked>();

const victim = (engine: 'Chromium' | 'Firefox') => (engine === 'Chromium' ? anna : cleo);
const everybody = () => [anna, cleo] as const;
const engines = ['Chromium', 'Firefox'] as const;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '1000' } });
  [anna, cleo] = await Promise.all([
    watched(openProfile(), 'Anna Berg'),
    watched(openFirefox(), 'Cleo Diaz'),
  ]);
  const { page } = anna.profile;
  await setUp(page, server.setUpLink as string, 'Northside', anna.name);
  const cleos = await invite(page);
  await page.getByRole('link', { name: 'People' }).click();
  const mallorys = await invite(page);
  await page.getByRole('link', { name: 'Chats' }).click();
  [mallory] = await Promise.all([
    hostilePerson(server.url, mallorys, `Mallory ${xss.slice(0, 50)}`),
    joinByKeys(cleo.profile.page, cleos, cleo.name),
  ]);
  await createGroup(page, `Band ${xss.slice(0, 60)}`, [cleo.name, 'Mallory']);
  group = await mallory.inItsGroup();
  await group.send(textPart('begin'));
  for (const { profile } of everybody()) {
    await open(profile.page, /^Band/);
    await saying(profile.page, 'begin').waitFor({ timeout: 30_000 });
  }
});
afterEach((context) => showFailure(context, { anna: anna?.profile, cleo: cleo?.profile }));
afterAll(async () => {
  await Promise.allSettled([mallory?.close(), anna?.profile.close(), cleo?.profile.close()]);
  await server?.remove();
});

describe('in a group of three', () => {
  test.each(attacks)('%s', async (attack, part) => {
    // What follows it arrives too: whatever it was, it stopped nothing.
    await group.send(part, textPart(`after ${attack}`));
    for (const { profile, misdeeds } of everybody()) {
      await saying(profile.page, `after ${attack}`).waitFor({ timeout: 20_000 });
      expect(await foreignLinks(profile.page)).toEqual([]);
      expect(await misdeeds.all()).toEqual([]);
    }
  });

  test.each(fileAttacks)('%s, looked at', async (attack, bytes, said) => {
    await group.sendFile(bytes, said);
    await group.send(textPart(`after ${attack}`));
    for (const { profile, misdeeds } of everybody()) {
      const { page } = profile;
      const after = saying(page, `after ${attack}`);
      await after.waitFor({ timeout: 20_000 });
      const message = before(after);
      looked.add(await lookAt(profile, message));
      if (profile === anna.profile) {
        const saved = await save(profile, message);
        // A download of a page is no page: nothing was gone to.
        if (saved !== null) expect(saved).toEqual([expect.stringMatching(/^[\w.-]+$/), server.url]);
      }
      expect(await turnedAround(page)).toBe(false);
      expect(profile.context.pages()).toHaveLength(1);
      expect(new URL(page.url()).pathname).toBe('/');
      expect(await misdeeds.all()).toEqual([]);
    }
  });
});

test('what only a newer version knows is said to be there', async () => {
  const hologram = single(disposition.render, 'application/vnd.sotto.hologram+cbor', new Uint8Array(9));
  await group.send(hologram, textPart('after the hologram'));
  for (const { profile } of everybody()) await expectHologram(profile.page);
});

test('pictures, films and sounds among them were looked at', () => {
  expect([...looked].sort()).toEqual(['film', 'not drawn', 'nothing to open', 'picture', 'sound']);
});

describe.each(engines)('in %s', (engine) => {
  test('everything is still there after a reload, and one can write', async () => {
    const { profile, misdeeds } = victim(engine);
    await profile.page.reload();
    await expectHologram(profile.page);
    await throughEverything(profile.page);
    await composer(profile.page).pressSequentially('I am still here');
    await profile.page.keyboard.press('Enter');
    await saying(profile.page, 'I am still here').waitFor();
    expect(await misdeeds.all()).toEqual([]);
  });

  test('all of them directly', async () => {
    const { profile, misdeeds, name } = victim(engine);
    const direct = await mallory.directly(name);
    await direct.send(...attacks.map(([, part]) => part), textPart('that was all'));
    await open(profile.page, /^Mallory/);
    await saying(profile.page, 'that was all').waitFor({ timeout: 30_000 });
    await throughEverything(profile.page);
    expect(await misdeeds.all()).toEqual([]);
  });
});

test('all of them from another device of one’s own, in one’s notes', async () => {
  const { profile, misdeeds } = anna;
  const stolen = await hostileOwnDevice(server.url, 'anna.berg');
  const notes = await stolen.inNotes();
  await notes.send(...attacks.map(([, part]) => part));
  for (const [, bytes, said] of fileAttacks) await notes.sendFile(bytes, said);
  await notes.send(textPart('that was all'));
  await openNotes(profile.page);
  await saying(profile.page, 'that was all').waitFor({ timeout: 30_000 });
  await throughEverything(profile.page);
  expect(await misdeeds.all()).toEqual([]);
  await stolen.close();
});

test.each(engines)('the watch sees in %s what it watches for', async (engine) => {
  const { profile, misdeeds } = victim(engine);
  await profile.page.evaluate(() => {
    const image = document.createElement('img');
    image.src = 'https://evil.example/pixel.png';
    document.body.append(image);
  });
  await expect.poll(async () => (await misdeeds.all()).join()).toContain('evil.example');
  await profile.page.screenshot({ path: shotPath(`attacks-${engine.toLowerCase()}.png`) });
});

async function watched(opening: Promise<Profile>, name: string): Promise<Victim> {
  const profile = await opening;
  return { profile, misdeeds: await watchPage(profile.context, profile.page, server.url), name };
}

/** Signs up by an invite. Key by key: what Playwright fills in by itself, React does not hear of in Firefox. */
async function joinByKeys(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').pressSequentially(name);
  await page.getByLabel('Passphrase', { exact: true }).pressSequentially(passphrase);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor();
}

async function open(page: Page, name: RegExp): Promise<void> {
  await page.getByLabel('Conversations').getByText(name).first().click();
  await composer(page).waitFor();
}

function saying(page: Page, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).last();
}

async function expectHologram(page: Page): Promise<void> {
  await before(saying(page, 'after the hologram'))
    .getByText('It will appear once Sotto is up to date')
    .waitFor({ timeout: 20_000 });
}

function before(message: Locator): Locator {
  return message.locator('xpath=preceding::article[1]');
}

type Looked = 'nothing to open' | 'picture' | 'picture, once' | 'not drawn' | 'film' | 'sound';

/** Opens or plays what a message offers, and puts it away again. */
async function lookAt({ page }: Profile, message: Locator): Promise<Looked> {
  const opening = message.locator('button[aria-label^="Open photo"]:not(:has(img.sotto-picture))');
  await expect.poll(() => opening.count()).toBe(0);
  const offered = message.getByRole('button', { name: /^(Open (photo|video)|Play)|opens once$/ });
  if ((await offered.count()) === 0) return 'nothing to open';
  await offered.click();
  const viewer = page.getByRole('dialog');
  const player = page.getByRole('region', { name: 'Now playing' });
  await viewer.or(player).or(message.getByText('only saved')).first().waitFor();
  if ((await viewer.count()) === 0) return 'sound';
  const once = viewer.getByRole('button', { name: 'Open now' });
  const opensOnce = (await once.count()) > 0;
  if (opensOnce) await once.click();
  await viewer.locator('img, video, [role="status"], [role="alert"]').first().waitFor();
  await expect.poll(() => viewer.getByText('Opening').count()).toBe(0);
  const isFilm = (await viewer.locator('video').or(viewer.getByText('cannot be played')).count()) > 0;
  const isPicture = (await viewer.locator('img').count()) > 0;
  await page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  if (isFilm) return 'film';
  if (!isPicture) return 'not drawn';
  return opensOnce ? 'picture, once' : 'picture';
}

/** Saves what a message offers to be saved. @returns its name on the disk, and where it came from. */
async function save(
  { page }: Profile,
  message: Locator,
): Promise<readonly [name: string, origin: string] | null> {
  const offered = message.getByRole('button', { name: /^Save / });
  // Not offered for what the organisation refuses, whatever the sender's client thought of it.
  if ((await offered.count()) === 0 || (await offered.isDisabled())) return null;
  await saveInto(page, 'downloads');
  const [download] = await Promise.all([page.waitForEvent('download'), offered.click()]);
  await download.path();
  return [download.suggestedFilename(), new URL(download.url()).origin];
}

/** From the newest message up to the first, so that each is drawn. */
async function throughEverything(page: Page): Promise<void> {
  await page.getByRole('article').last().focus();
  const beginning = page.locator('.sotto-beginning');
  const giveUpAt = Date.now() + 30_000;
  while ((await beginning.count()) === 0) {
    expect(Date.now()).toBeLessThan(giveUpAt);
    await page.keyboard.press('PageUp');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await foreignLinks(page)).toEqual([]);
  }
}

/** Addresses on the page that lead anywhere but to web and mail, or load something from elsewhere. */
function foreignLinks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const feed = document.querySelector('[role="feed"]');
    const links = [...(feed?.querySelectorAll('a[href]') ?? [])].map(
      (link) => link.getAttribute('href') ?? '',
    );
    const loaded = [...(feed?.querySelectorAll('[src]') ?? [])].map((one) => one.getAttribute('src') ?? '');
    const styled = [...(feed?.querySelectorAll('[style]') ?? [])].map(
      (one) => one.getAttribute('style') ?? '',
    );
    return [
      ...links.filter((href) => !/^(https?:|mailto:)/.test(href)),
      ...loaded.filter((src) => !/^(blob:|data:image\/)/.test(src)),
      ...styled.filter((style) => /url\(/.test(style)),
      ...[
        ...(feed?.querySelectorAll('iframe, object, embed, script, form, link, style, base, svg image') ??
          []),
      ].map((one) => one.tagName),
    ];
  });
}

/** Whether something on the page turns the text around it. */
function turnedAround(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    /[\u202A-\u202E\u2066-\u2069]/.test(document.querySelector('[role="feed"]')?.textContent ?? ''),
  );
}
