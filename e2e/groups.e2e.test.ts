import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  choose,
  composer,
  invite,
  join as joinOrganisation,
  openConversation,
  setUp,
  write,
} from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import {
  backToGroup,
  backToList,
  closeSheet,
  createGroup,
  expectLine,
  openGroupInfo,
  openMember,
} from './src/groups.ts';
import { keepPictures, lastPicture, photoWithPlace, placeCanary } from './src/photo-with-place.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';

/** Three people in a group, on a desk and on two phones: made, written in, changed, left. */
let server: ServerProcess;
let anna: Profile;
let ben: Profile;
let cleo: Profile;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '100' } });
  [anna, ben, cleo] = await Promise.all([
    openProfile(),
    openProfile({ viewport: narrow, dark: true }),
    openProfile({ viewport: narrow }),
  ]);
  await keepPictures(anna.context);
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  await joinOrganisation(ben.page, await invite(anna.page), 'Ben Okafor');
  await anna.page.getByRole('link', { name: 'People' }).click();
  await joinOrganisation(cleo.page, await invite(anna.page), 'Cleo Diaz');
  await anna.page.getByRole('link', { name: 'Chats' }).click();
});
afterEach((context) => showFailure(context, { anna, ben, cleo }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close(), cleo?.close()]);
  await server?.remove();
});

test('a group is made with chips and can be written in at once', async () => {
  await createGroup(anna.page, 'Summer recital', ['Ben Okafor', 'Cleo Diaz']);
  await write(anna.page, 'Here we can plan the evening.');
  await expectMessages(anna.page, ['Here we can plan the evening.']);
  for (const { page } of [ben, cleo]) {
    await openConversation(page, 'Summer recital');
    await expectLine(page, 'Anna Berg added you');
    await expectMessages(page, ['Here we can plan the evening.']);
  }
});

test('everybody reads everybody, with names, in one order', async () => {
  await write(ben.page, 'I bring the microphones.');
  await expectMessages(cleo.page, ['I bring the microphones.']);
  await write(cleo.page, 'And I the flowers.');
  const all = ['Here we can plan the evening.', 'I bring the microphones.', 'And I the flowers.'];
  for (const { page } of [anna, ben, cleo]) await expectMessages(page, all);
  await anna.page.getByRole('article', { name: /^Ben Okafor: I bring/ }).waitFor();
  await anna.page.screenshot({ path: shotPath('group-1280-light.png') });
  await ben.page.screenshot({ path: shotPath('group-390-dark.png') });
});

test('who has read a message is told to its author, one by one', async () => {
  const sent = anna.page.getByRole('article', { name: /Here we can plan the evening.*Read$/ });
  await sent.waitFor({ timeout: 30_000 });
  await sent.focus();
  await anna.page.keyboard.press('i');
  const sheet = anna.page.getByRole('dialog');
  await sheet.getByText('Read by 2').waitFor();
  await sheet.getByText('Cleo Diaz').waitFor();
  expect(await axeViolations(anna.page)).toEqual([]);
  await closeSheet(anna.page);
});

test('who can see it is said in plain words; a member may look and leave, not change', async () => {
  await openGroupInfo(cleo.page);
  const sheet = cleo.page.getByRole('dialog');
  await sheet.getByText('Only the 3 people in this group').waitFor();
  await sheet.getByText('Safe from the computers of today and from quantum computers').waitFor();
  expect(await sheet.getByRole('button', { name: 'Add people' }).count()).toBe(0);
  expect(await sheet.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  await cleo.page.screenshot({ path: shotPath('group-info-390-light.png') });
  expect(await axeViolations(cleo.page)).toEqual([]);
  await closeSheet(cleo.page);
});

test('a promotion is seen by all, and gives what it says', async () => {
  await openGroupInfo(anna.page);
  await openMember(anna.page, 'Ben Okafor');
  const sheet = anna.page.getByRole('dialog');
  await sheet.getByText('Also adds and removes members').click();
  await sheet.getByRole('button', { name: 'Change role to Admin' }).click();
  await sheet.getByText('@ben.okafor · Admin').waitFor({ timeout: 30_000 });
  expect(await axeViolations(anna.page)).toEqual([]);
  await backToGroup(anna.page);
  await closeSheet(anna.page);
  for (const { page } of [anna, cleo]) await expectLine(page, 'made Ben Okafor an admin');
  await expectLine(ben.page, 'Anna Berg made you an admin');
});

test('an admin names it, and its picture comes without where it was taken', async () => {
  await openGroupInfo(ben.page);
  const sheet = ben.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Edit' }).click();
  await sheet.getByLabel('Group name').fill('Recital in June');
  await sheet.getByLabel(/^Description/).fill('Who plays what, and when.');
  const photo = await photoWithPlace(ben.page);
  expect(photo.includes(placeCanary)).toBe(true);
  await sheet
    .locator('input[type=file]')
    .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
  await sheet.getByRole('button', { name: 'Remove picture' }).waitFor();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await sheet.getByText('Recital in June').first().waitFor();
  await closeSheet(ben.page);
  for (const { page } of [anna, cleo]) {
    await expectLine(page, 'Ben Okafor named the group “Recital in June”');
    await expectLine(page, 'Ben Okafor changed the picture');
  }
  await openGroupInfo(cleo.page);
  await cleo.page.getByRole('dialog').getByText('Who plays what, and when.').waitFor();
  await closeSheet(cleo.page);
  // What arrived is small, square, and says nothing beyond what can be seen.
  const picture = anna.page.locator('header img');
  await picture.waitFor();
  const size = await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
  expect(size).toEqual([256, 256]);
  const arrived = await lastPicture(anna.page);
  expect(arrived.length).toBeGreaterThan(100);
  expect(arrived.length).toBeLessThanOrEqual(16 * 1024);
  expect(arrived.includes('GPS-CANARY') || arrived.includes('Exif')).toBe(false);
  await anna.page.screenshot({ path: shotPath('group-named-1280-light.png') });
});

test('people are removed and added by whoever may; the removed read nothing after', async () => {
  await openGroupInfo(ben.page);
  await openMember(ben.page, 'Cleo Diaz');
  const sheet = ben.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Remove from group' }).click();
  await sheet.getByRole('button', { name: 'Remove', exact: true }).click();
  await closeSheet(ben.page);
  await expectLine(anna.page, 'Ben Okafor removed Cleo Diaz');
  await cleo.page.getByText('You were removed from this group').last().waitFor({ timeout: 30_000 });
  expect(await composer(cleo.page).count()).toBe(0);
  await write(anna.page, 'Without Cleo.');
  await expectMessages(ben.page, ['Without Cleo.']);
  expect(await cleo.page.getByText('Without Cleo.').count()).toBe(0);

  await openGroupInfo(anna.page);
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Add people' }).click();
  await choose(anna.page, ['Cleo Diaz']);
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Add 1 person' }).click();
  await closeSheet(anna.page);
  await composer(cleo.page).waitFor({ timeout: 30_000 });
  await write(cleo.page, 'Back again.');
  for (const { page } of [anna, ben]) await expectMessages(page, ['Without Cleo.', 'Back again.']);
  expect(await cleo.page.getByText('Without Cleo.').count()).toBe(0);
});

test('the only owner leaves after naming another one', async () => {
  await openGroupInfo(anna.page);
  const sheet = anna.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Leave' }).click();
  await sheet.getByText('You are the only owner').waitFor();
  await sheet.getByRole('option', { name: /Ben Okafor/ }).click();
  expect(await axeViolations(anna.page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Make Ben Okafor owner and leave' }).click();
  await anna.page.getByText('You left this group').last().waitFor({ timeout: 30_000 });
  for (const { page } of [ben, cleo]) await expectLine(page, 'Anna Berg left the group');
  await write(ben.page, 'Farewell, Anna.');
  await expectMessages(cleo.page, ['Farewell, Anna.']);
  expect(await anna.page.getByText('Farewell, Anna.').count()).toBe(0);
});

test('written without a network it waits, and is in its place afterwards', async () => {
  await ben.context.setOffline(true);
  await write(ben.page, 'From the tunnel.');
  await expectMessages(ben.page, ['From the tunnel.']);
  await backToList(ben.page);
  await ben.context.setOffline(false);
  await expectMessages(cleo.page, ['Farewell, Anna.', 'From the tunnel.']);
});
