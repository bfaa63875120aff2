import { readFileSync } from 'node:fs';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { invite, join as joinOrganisation, openConversation, setUp, startConversation } from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile } from './src/browser.ts';
import { addCard, card, sendCard, sendPoll } from './src/cards.ts';
import { backToList, createGroup } from './src/groups.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';

/** Polls, places, contacts and events: made and answered by two people, and by three in a group. */
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

test('a poll between two people: voted, changed, taken back, closed', async () => {
  await startConversation(anna.page, 'Ben Okafor');
  await sendPoll(anna.page, 'When shall we rehearse?', ['Monday', 'Tuesday', 'Friday']);
  await card(anna.page, 'When shall we rehearse?').waitFor();
  await openConversation(ben.page, 'Anna Berg');
  const bens = card(ben.page, 'When shall we rehearse?');
  await bens.getByRole('button', { name: /^Monday/ }).click();
  const annas = card(anna.page, 'When shall we rehearse?');
  await annas.getByRole('button', { name: 'Monday 1 vote, 100 %' }).waitFor();
  await bens.getByRole('button', { name: /^Friday/ }).click();
  await annas.getByRole('button', { name: 'Friday 1 vote, 100 %' }).waitFor();
  await annas.getByRole('button', { name: 'Monday 0 votes, 0 %' }).click();
  await bens.getByRole('button', { name: 'Monday 1 vote, 50 %' }).waitFor();
  await bens.getByRole('button', { name: 'Who voted what' }).click();
  await bens.getByText('Anna Berg').waitFor();
  expect(await bens.getByRole('button', { name: 'Close poll' }).count()).toBe(0);
  await annas.getByRole('button', { name: 'Close poll' }).click();
  await annas.getByRole('button', { name: 'Close poll' }).click();
  await bens.getByText('Closed').waitFor();
  expect(await bens.getByRole('button', { name: /^Tuesday/ }).isDisabled()).toBe(true);
  await ben.page.screenshot({ path: shotPath('card-poll-390-dark.png') });
});

test('a place: typed, shown with a pin that is drawn here', async () => {
  const dialog = await addCard(anna.page, 'Place');
  await dialog.getByLabel('Coordinates').fill('47.3769, 8.5417');
  await dialog.getByLabel('Name').fill('The old mill');
  await dialog.getByRole('img').waitFor();
  expect(await axeViolations(anna.page)).toEqual([]);
  await sendCard(anna.page);
  const place = card(ben.page, 'The old mill');
  await place.getByText('47.37690° N, 8.54170° E').waitFor();
  await place.getByRole('img', { name: /47\.37690° N/ }).waitFor();
});

test('where one is, when the person and the browser allow it', async () => {
  await anna.context.grantPermissions(['geolocation'], { origin: server.url });
  await anna.context.setGeolocation({ latitude: 59.3293, longitude: 18.0686, accuracy: 24 });
  const dialog = await addCard(anna.page, 'Place');
  await dialog.getByRole('button', { name: 'Where I am' }).click();
  await expect.poll(() => dialog.getByLabel('Coordinates').inputValue()).toBe('59.329300, 18.068600');
  await sendCard(anna.page);
  await card(ben.page, 'Place').getByText('within 24 m').waitFor();
});

test('a contact: from a vCard, and saved as one', async () => {
  const vcard = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Lindqvist;Ida;;;',
    'FN:Ida Lindqvist',
    'ORG:Piano Service Nord',
    'TITLE:Tuner',
    'TEL;TYPE=CELL:+46 70 123 45 67',
    'EMAIL:ida@pianonord.example',
    'URL:https://pianonord.example/',
    'END:VCARD',
  ].join('\r\n');
  const dialog = await addCard(anna.page, 'Contact');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'ida.vcf', mimeType: 'text/vcard', buffer: Buffer.from(vcard) });
  await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('Ida Lindqvist');
  expect(await axeViolations(anna.page)).toEqual([]);
  await sendCard(anna.page);
  const contact = card(ben.page, 'Ida Lindqvist');
  await contact.getByText('Tuner · Piano Service Nord').waitFor();
  await contact.getByRole('link', { name: 'ida@pianonord.example' }).waitFor();
  const [download] = await Promise.all([
    ben.page.waitForEvent('download'),
    contact.getByRole('button', { name: 'Save contact' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Ida Lindqvist.vcf');
  const saved = readFileSync((await download.path()) as string, 'utf8');
  expect(saved).toContain('FN:Ida Lindqvist\r\n');
  expect(saved).toContain('TEL;TYPE="cell":+46 70 123 45 67\r\n');
});

test('what can be pressed is pressed, even while the conversation scrolls', async () => {
  const { page } = ben;
  const save = card(page, 'Ida Lindqvist').getByRole('button', { name: 'Save contact' });
  await save.scrollIntoViewIfNeeded();
  const place = await save.boundingBox();
  if (place === null) throw new Error('the button is not on the screen');
  const download = page.waitForEvent('download');
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.mouse.down();
  await page.evaluate(async () => {
    const scroller = document.querySelector('.sotto-timeline-scroller') as HTMLElement;
    scroller.scrollTop += scroller.scrollTop > 2 ? -2 : 2;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await page.mouse.up();
  await download;
});

test('somebody of the organisation: the card leads to a conversation', async () => {
  const dialog = await addCard(anna.page, 'Contact');
  await dialog.getByLabel('Somebody here').selectOption({ label: 'Cleo Diaz' });
  await sendCard(anna.page);
  const contact = card(ben.page, 'Cleo Diaz');
  await contact.getByText('Cleo Diaz is in your organisation').waitFor();
  await ben.page.screenshot({ path: shotPath('card-contact-390-dark.png') });
  await contact.getByRole('button', { name: 'Write to Cleo Diaz' }).click();
  await ben.page.getByRole('textbox', { name: 'Message to Cleo Diaz' }).waitFor();
  await backToList(ben.page);
});

test('an event in a group: answered by all, reminded of, kept in a calendar, called off', async () => {
  await createGroup(anna.page, 'Summer recital', ['Ben Okafor', 'Cleo Diaz']);
  const dialog = await addCard(anna.page, 'Event');
  const soon = new Date(Date.now() + 5 * 60_000).toISOString();
  await dialog.getByLabel('Title').fill('Dress rehearsal');
  await dialog.getByLabel('Begins: day').fill(soon.slice(0, 10));
  await dialog.getByLabel('Begins: time').fill(soon.slice(11, 16));
  await dialog.getByLabel('Place').fill('Great hall');
  await dialog.getByLabel('Description').fill('Bring water.');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.screenshot({ path: shotPath('event-form-1280-light.png') });
  await sendCard(anna.page);
  for (const { page } of [ben, cleo]) await openConversation(page, 'Summer recital');
  const [annas, bens, cleos] = [anna, ben, cleo].map(({ page }) => card(page, 'Dress rehearsal'));
  await bens?.getByRole('button', { name: /^Yes/ }).click();
  await cleos?.getByRole('button', { name: /^Maybe/ }).click();
  await annas?.getByText('Coming: Ben Okafor').waitFor();
  await annas?.getByText('Perhaps: Cleo Diaz').waitFor();
  expect(await axeViolations(cleo.page)).toEqual([]);
  await anna.page.screenshot({ path: shotPath('card-event-1280-light.png') });

  await bens?.getByLabel('Remind me').selectOption({ label: '10 minutes before' });
  const reminder = ben.page.getByRole('alert').filter({ hasText: 'Dress rehearsal' });
  await reminder.waitFor();
  expect(await axeViolations(ben.page)).toEqual([]);
  await reminder.getByRole('button', { name: 'Dismiss' }).click();
  await reminder.waitFor({ state: 'detached' });

  const [download] = await Promise.all([
    cleo.page.waitForEvent('download'),
    cleos?.getByRole('button', { name: 'Add to calendar' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Dress rehearsal.ics');
  const saved = readFileSync((await download.path()) as string, 'utf8');
  expect(saved).toContain('SUMMARY:Dress rehearsal\r\n');

  await annas?.getByRole('button', { name: 'Cancel event' }).click();
  await annas?.getByRole('button', { name: 'Cancel event' }).click();
  for (const theirs of [bens, cleos]) await theirs?.getByText('Cancelled', { exact: true }).waitFor();
});

test('a poll with several answers in a group, with the keyboard alone', async () => {
  const { page } = anna;
  await page.getByRole('button', { name: 'Add to the message' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Poll' }).waitFor();
  await page.getByRole('menuitem', { name: 'Poll' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Question').waitFor();
  await page.keyboard.type('What do we need?');
  await page.keyboard.press('Tab');
  for (const answer of ['Chairs', 'Water', 'Flowers']) {
    await page.keyboard.type(answer);
    await page.keyboard.press('Enter');
  }
  const several = page.getByRole('dialog').getByRole('switch', { name: /Several answers/ });
  await several.focus();
  await page.keyboard.press('Space');
  await sendCard(page);
  const [annas, bens, cleos] = [anna, ben, cleo].map((one) => card(one.page, 'What do we need?'));
  for (const name of [/^Chairs/, /^Water/]) await bens?.getByRole('button', { name }).click();
  await cleos?.getByRole('button', { name: /^Water/ }).press('Enter');
  await annas?.getByRole('button', { name: 'Water 2 votes, 100 %' }).waitFor();
  await annas?.getByRole('button', { name: 'Chairs 1 vote, 50 %' }).waitFor();
  await annas?.getByText('2 people voted').waitFor();
  await anna.page.screenshot({ path: shotPath('card-poll-1280-light.png') });
  await cleo.page.screenshot({ path: shotPath('card-poll-390-light.png') });
});
