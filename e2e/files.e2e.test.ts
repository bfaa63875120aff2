import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  invite,
  join as joinOrganisation,
  openConversation,
  setUp,
  startConversation,
  write,
} from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile, wide } from './src/browser.ts';
import {
  chooseFiles,
  handOver,
  openSendFiles,
  recordedFilm,
  savedBytes,
  saveInto,
  sendChosen,
} from './src/files.ts';
import { backToList, createGroup } from './src/groups.ts';
import { keepPictures, lastPicture, photoWithPlace, placeCanary } from './src/photo-with-place.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';
import { recordTraffic, type TrafficRecorder } from './src/traffic-recorder.ts';

/** Two people and their files, from the dialog to the disk. */
let server: ServerProcess;
let wire: TrafficRecorder;
let anna: Profile;
let ben: Profile;

beforeAll(async () => {
  wire = await recordTraffic(() => server.url);
  server = await startServerProcess({
    env: {
      SOTTO_WEB_APP: 'yes',
      SOTTO_PUBLIC_URL: wire.url,
      SOTTO_BLOCKED_EXTENSIONS: 'exe,bat',
      SOTTO_RATE_FACTOR: '100',
    },
  });
  [anna, ben] = await Promise.all([
    openProfile({ microphone: true }),
    openProfile({ viewport: narrow, dark: true }),
  ]);
  await keepPictures(ben.context);
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  await joinOrganisation(ben.page, await invite(anna.page), 'Ben Okafor');
  await startConversation(anna.page, 'Ben Okafor');
  await write(anna.page, 'Look what I have.');
  await openConversation(ben.page, 'Anna Berg');
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  await wire?.close();
  await server?.remove();
});

const articles = (profile: Profile, text: string | RegExp) =>
  profile.page.getByRole('article').filter({ hasText: text });

test('limits and blocked types are said before anything is chosen', async () => {
  await openSendFiles(anna.page);
  const dialog = anna.page.getByRole('dialog');
  await dialog.getByText(/Up to .* each\..*Not allowed here: \.exe, \.bat/).waitFor();
  await anna.page.screenshot({ path: shotPath('files-limits-1280-light.png') });
  await chooseFiles(anna.page, [
    { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ]);
  await dialog.getByText('Type not allowed').waitFor();
  expect(await dialog.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.keyboard.press('Escape');
});

test('a photo with a caption arrives without its place', async () => {
  await openSendFiles(anna.page);
  await chooseFiles(anna.page, [
    { name: 'evening.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace(anna.page) },
  ]);
  await anna.page.getByText('Place, camera and other hidden details are removed').waitFor();
  await anna.page.screenshot({ path: shotPath('files-send-1280-light.png') });
  await anna.page.setViewportSize(narrow);
  await anna.page.screenshot({ path: shotPath('files-send-390-light.png') });
  await anna.page.setViewportSize(wide);
  await sendChosen(anna.page, 'From the roof.');
  const received = articles(ben, 'From the roof.');
  await received.locator('img.sotto-picture').waitFor({ timeout: 30_000 });
  const bytes = await lastPicture(ben.page);
  expect(bytes.length).toBeGreaterThan(1000);
  expect(bytes.includes(placeCanary)).toBe(false);
  await ben.page.screenshot({ path: shotPath('files-photo-390-dark.png') });
});

test('several are dropped together and make an album; pasted ones are sent as well', async () => {
  const photo = await photoWithPlace(anna.page);
  const many = ['one', 'two', 'three', 'four', 'five'].map((name) => ({
    name: `${name}.jpg`,
    mimeType: 'image/jpeg',
    buffer: photo,
  }));
  await handOver(anna.page, 'drop', many);
  await anna.page.getByRole('button', { name: 'Remove five.jpg' }).waitFor();
  await sendChosen(anna.page, 'Five of them.');
  await expect
    .poll(() => articles(ben, 'Five of them.').locator('img.sotto-picture').count(), { timeout: 30_000 })
    .toBe(5);
  await handOver(anna.page, 'paste', [{ name: 'pasted.png', mimeType: 'image/jpeg', buffer: photo }]);
  await sendChosen(anna.page, 'Pasted.');
  await articles(ben, 'Pasted.').locator('img.sotto-picture').waitFor({ timeout: 30_000 });
  await anna.page.screenshot({ path: shotPath('files-album-1280-light.png') });
  for (const { page } of [anna, ben]) expect(await axeViolations(page)).toEqual([]);
  await ben.page.screenshot({ path: shotPath('files-album-390-dark.png') });
});

test('pictures are looked at large, one after the other, with keys', async () => {
  const one = articles(anna, 'Five of them.').getByRole('button', { name: /Open photo: one/ });
  await one.click();
  const viewer = anna.page.getByRole('dialog');
  await viewer.getByText('2 of 7').waitFor();
  await anna.page.keyboard.press('ArrowRight');
  await viewer.getByText('3 of 7').waitFor();
  await anna.page.keyboard.press('+');
  await viewer.getByRole('button', { name: 'Fit to window' }).waitFor();
  await anna.page.keyboard.press('0');
  await anna.page.screenshot({ path: shotPath('files-viewer-1280.png') });
  await anna.page.setViewportSize(narrow);
  await anna.page.screenshot({ path: shotPath('files-viewer-390.png') });
  await anna.page.setViewportSize(wide);
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  await one.click();
  await viewer.getByRole('button', { name: 'Forward all 5 files of this message' }).click();
  await viewer.getByRole('heading', { name: 'Forward to' }).waitFor();
  await anna.page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
});

const letter = randomBytes(3_500_000);

test('another file is saved where one wants it, piece by piece, and its sender sees who did', async () => {
  await openSendFiles(anna.page);
  await chooseFiles(anna.page, [{ name: 'scores.zip', mimeType: 'application/zip', buffer: letter }]);
  await sendChosen(anna.page);
  const save = ben.page.getByRole('button', { name: 'Save scores.zip' });
  await save.waitFor({ timeout: 30_000 });

  await saveInto(ben.page, 'page');
  await save.click();
  await expect.poll(async () => letter.equals(await savedBytes(ben.page)), { timeout: 30_000 }).toBe(true);

  await saveInto(ben.page, 'downloads');
  const [download] = await Promise.all([ben.page.waitForEvent('download'), save.click()]);
  expect(download.suggestedFilename()).toBe('scores.zip');
  expect(letter.equals(readFileSync(await download.path()))).toBe(true);

  await anna.page.getByRole('button', { name: 'Who downloaded scores.zip' }).click();
  await anna.page.getByRole('dialog').getByText('Ben Okafor').waitFor();
  await anna.page.keyboard.press('Escape');
});

test('without a network an upload waits; it is paused, goes on, or is given up', async () => {
  wire.down();
  const buffer = randomBytes(2_000_000);
  for (const name of ['kept.bin', 'given-up.bin']) {
    await handOver(anna.page, 'drop', [{ name, mimeType: 'application/octet-stream', buffer }]);
    await anna.page.getByRole('button', { name: `Remove ${name}` }).waitFor();
    await sendChosen(anna.page);
  }
  const uploads = anna.page.getByRole('list', { name: 'Being sent' }).getByRole('listitem');
  await uploads.filter({ hasText: 'Goes on when there is a connection' }).first().waitFor();
  await uploads.filter({ hasText: 'given-up.bin' }).getByRole('button', { name: 'Cancel' }).click();
  await uploads.filter({ hasText: 'kept.bin' }).getByRole('button', { name: 'Pause' }).click();
  await uploads.filter({ hasText: 'Paused' }).waitFor();
  await anna.page.screenshot({ path: shotPath('files-upload-1280-light.png') });
  expect(await axeViolations(anna.page)).toEqual([]);
  wire.up();
  await anna.page.waitForTimeout(1500);
  expect(await articles(ben, 'kept.bin').count()).toBe(0);
  await uploads.getByRole('button', { name: 'Go on' }).click();
  await articles(ben, 'kept.bin').waitFor({ timeout: 60_000 });
  await uploads.first().waitFor({ state: 'detached' });
  expect(await articles(ben, 'given-up.bin').count()).toBe(0);
});

test('a film has a poster, and is read in pieces from where the player is', async () => {
  const film = await recordedFilm(anna.page);
  expect(film.length).toBeGreaterThan(1_200_000);
  await openSendFiles(anna.page);
  await chooseFiles(anna.page, [{ name: 'rehearsal.webm', mimeType: 'video/webm', buffer: film }]);
  await sendChosen(anna.page, 'The rehearsal.');
  const received = articles(ben, 'The rehearsal.');
  await received.locator('.sotto-thumb').first().waitFor({ timeout: 30_000 });
  await received.getByRole('button', { name: /Open video/ }).click();
  const video = ben.page.getByRole('dialog').locator('video');
  await video.waitFor();
  const seen = await video.evaluate(async (element: HTMLVideoElement) => {
    await element.play();
    await new Promise((resolve) => element.addEventListener('ended', resolve, { once: true }));
    return { source: new URL(element.src).pathname, width: element.videoWidth, at: element.currentTime };
  });
  expect(seen).toMatchObject({ source: expect.stringMatching(/^\/file-stream\//), width: 640 });
  expect(seen.at).toBeGreaterThan(2);
  await ben.page.screenshot({ path: shotPath('files-film-390-dark.png') });
  await ben.page.keyboard.press('Escape');
});

test('a voice note is held and sent, or recorded, listened to and sent; slid away it is gone', async () => {
  const button = anna.page.getByRole('button', { name: 'Record a voice message' });
  const box = await button.boundingBox();
  if (box === null) throw new Error('no button');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];

  await anna.page.mouse.move(x, y);
  await anna.page.mouse.down();
  await anna.page.waitForTimeout(700);
  await anna.page.mouse.move(x - 200, y, { steps: 4 });
  await anna.page.getByText('Let go to cancel').waitFor();
  await anna.page.screenshot({ path: shotPath('files-voice-held-1280-light.png') });
  await anna.page.mouse.up();
  await anna.page.getByRole('group', { name: 'Recording' }).waitFor({ state: 'detached' });

  await anna.page.mouse.move(x, y);
  await anna.page.mouse.down();
  await anna.page.waitForTimeout(1800);
  await anna.page.mouse.up();
  const notes = ben.page.getByRole('button', { name: 'Play: Anna Berg' });
  await expect.poll(() => notes.count(), { timeout: 30_000 }).toBe(1);

  await button.focus();
  await anna.page.keyboard.press('Enter');
  const timer = anna.page.getByRole('timer');
  await timer.filter({ hasText: '0:01' }).waitFor();
  await anna.page.getByRole('button', { name: 'Pause recording' }).click();
  const paused = await timer.textContent();
  await anna.page.waitForTimeout(1200);
  expect(await timer.textContent()).toBe(paused);
  await anna.page.screenshot({ path: shotPath('files-voice-paused-1280-light.png') });
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.getByRole('button', { name: 'Go on recording' }).click();
  await timer.filter({ hasText: /0:0[3-9]/ }).waitFor();
  await anna.page.getByRole('button', { name: 'Stop and listen' }).click();
  await anna.page.getByRole('button', { name: 'Play: Your recording' }).click();
  await anna.page.screenshot({ path: shotPath('files-voice-preview-1280-light.png') });
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.getByRole('button', { name: 'Send voice message' }).click();
  await expect.poll(() => notes.count(), { timeout: 30_000 }).toBe(2);
});

test('it plays on while one looks elsewhere', async () => {
  await ben.page.getByRole('button', { name: 'Play: Anna Berg' }).last().click();
  const bar = ben.page.getByRole('region', { name: 'Now playing' });
  await bar.waitFor();
  await bar.getByRole('button', { name: /Speed 1×/ }).click();
  await bar.getByText('1.5×').waitFor();
  await backToList(ben.page);
  await ben.page.screenshot({ path: shotPath('files-voice-bar-390-dark.png') });
  // It ends by itself.
  await bar.waitFor({ state: 'detached', timeout: 20_000 });
});

test('in a group, what opens once opens once', async () => {
  await createGroup(anna.page, 'Roof club', ['Ben Okafor']);
  await openSendFiles(anna.page);
  await chooseFiles(anna.page, [
    { name: 'secret.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace(anna.page) },
  ]);
  await anna.page.getByRole('switch', { name: /^View once/ }).click();
  await sendChosen(anna.page);
  await openConversation(ben.page, 'Roof club');
  const once = ben.page.getByRole('button', { name: 'Photo · opens once' });
  await once.waitFor({ timeout: 30_000 });
  expect(await ben.page.getByRole('article').locator('img, canvas').count()).toBe(0);
  await once.click();
  await ben.page.getByText('it is gone from this device').waitFor();
  await ben.page.getByRole('button', { name: 'Open now' }).click();
  await ben.page.getByRole('dialog').locator('img').waitFor();
  await ben.page.keyboard.press('Escape');
  await ben.page.getByText('Photo · opened').waitFor();
  expect(await once.count()).toBe(0);
});
