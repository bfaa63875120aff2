import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  composer,
  invite,
  join as joinOrganisation,
  openConversation,
  openNotes,
  setUp,
  startConversation,
  write,
} from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile } from './src/browser.ts';
import { addCard, card, sendCard, sendPoll } from './src/cards.ts';
import { expectMessages } from './src/expect-messages.ts';
import { chooseFiles, openSendFiles, recordVoice, savedBytes, saveInto, sendChosen } from './src/files.ts';
import { backToList, createGroup, expectLine } from './src/groups.ts';
import {
  expectLabel,
  messageSaying,
  pick,
  pressOn,
  sendOtherwise,
  settled,
  showLatest,
  writeInThread,
} from './src/messages.ts';
import { photoWithPlace } from './src/photo-with-place.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';

/** Everything that can be in a message, among three people in a group, on a desk and two phones; and in one's notes. */
let server: ServerProcess;
let anna: Profile;
let ben: Profile;
let cleo: Profile;
let photo: Buffer;

const shots = async (name: string) => {
  for (const [profile, looks] of [
    [anna, '1280-light'],
    [ben, '390-dark'],
    [cleo, '390-light'],
  ] as const) {
    await profile.page.screenshot({ path: shotPath(`group-kinds-${name}-${looks}.png`) });
  }
};

const articles = ({ page }: Profile, text: string | RegExp) =>
  page.getByRole('article').filter({ hasText: text });

const others = () => [ben, cleo] as const;
const everybody = () => [anna, ben, cleo] as const;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '100' } });
  [anna, ben, cleo] = await Promise.all([
    openProfile({ microphone: true }),
    openProfile({ viewport: narrow, dark: true }),
    openProfile({ viewport: narrow }),
  ]);
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  const bens = await invite(anna.page);
  await anna.page.getByRole('link', { name: 'People' }).click();
  const cleos = await invite(anna.page);
  await Promise.all([
    joinOrganisation(ben.page, bens, 'Ben Okafor'),
    joinOrganisation(cleo.page, cleos, 'Cleo Diaz'),
  ]);
  await anna.page.getByRole('link', { name: 'Chats' }).click();
  photo = await photoWithPlace(anna.page);
  await startConversation(ben.page, 'Anna Berg');
  await write(ben.page, 'Only you and me.');
  await backToList(ben.page);
  await createGroup(anna.page, 'Spring tour', ['Ben Okafor', 'Cleo Diaz']);
  await write(anna.page, 'Four towns in May.');
  for (const { page } of others()) {
    await openConversation(page, 'Spring tour');
    await expectLabel(page, /Four towns in May/);
  }
});
afterEach((context) => showFailure(context, { anna, ben, cleo }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close(), cleo?.close()]);
  await server?.remove();
});

test('a picture with its caption, and an album', async () => {
  await sendPictures(anna.page, ['bus.jpg'], 'Our bus.');
  for (const one of others()) await expectPictures(one, 'Our bus.', 1);
  await sendPictures(cleo.page, ['hall.jpg', 'stage.jpg', 'lights.jpg'], 'Three of the hall.');
  for (const one of [anna, ben]) await expectPictures(one, 'Three of the hall.', 3);
  await shots('pictures');
});

test('any other file, saved as it was by each', async () => {
  const buffer = randomBytes(300_000);
  await openSendFiles(ben.page);
  await chooseFiles(ben.page, [{ name: 'setlist.pdf', mimeType: 'application/pdf', buffer }]);
  await sendChosen(ben.page);
  for (const { page } of [anna, cleo]) {
    await saveInto(page, 'page');
    await page.getByRole('button', { name: 'Save setlist.pdf' }).click({ timeout: 30_000 });
    await expect.poll(async () => (await savedBytes(page)).equals(buffer), { timeout: 30_000 }).toBe(true);
  }
  await ben.page.getByRole('button', { name: 'Who downloaded setlist.pdf' }).click();
  for (const name of ['Anna Berg', 'Cleo Diaz']) await ben.page.getByRole('dialog').getByText(name).waitFor();
  await ben.page.keyboard.press('Escape');
});

test('a voice note is heard by both', async () => {
  await recordVoice(anna.page);
  for (const { page } of others()) {
    await page.getByRole('button', { name: 'Play: Anna Berg' }).click({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Pause: Anna Berg' }).first().waitFor();
  }
  await shots('voice');
  for (const { page } of others())
    await page.getByRole('region', { name: 'Now playing' }).waitFor({ state: 'detached', timeout: 20_000 });
});

test('what opens once opens once for each', async () => {
  await sendPictures(anna.page, ['surprise.jpg'], '', 'View once');
  for (const { page } of others()) {
    const once = page.getByRole('button', { name: 'Photo · opens once' });
    await once.click({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Open now' }).click();
    await page.getByRole('dialog').locator('img').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Photo · opened').waitFor();
    expect(await once.count()).toBe(0);
  }
});

test('an answer quotes, and leads a third person to what it answers', async () => {
  await pick(ben.page, 'Four towns', 'Reply');
  await ben.page.getByText('Reply to Anna Berg').waitFor();
  await write(ben.page, 'Five would be too many.');
  await expectLabel(cleo.page, /^Ben Okafor: Five would be.*in reply to Anna Berg/);
  await messageSaying(cleo.page, 'Five would')
    .getByRole('button', { name: /Four towns/ })
    .click();
  await expect
    .poll(() => cleo.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toContain('Four towns in May.');
  await expectLabel(anna.page, /Five would be.*in reply to You/);
});

test('a thread of three', async () => {
  await pick(anna.page, 'Five would', 'Reply in thread');
  await writeInThread(anna.page, 'Which one goes?');
  for (const { page } of others()) {
    await messageSaying(page, 'Five would')
      .getByRole('button', { name: /1 reply/ })
      .click({ timeout: 30_000 });
    await page.getByText('Which one goes?').waitFor();
  }
  await writeInThread(ben.page, 'The last.');
  await expectLabel(cleo.page, /Ben Okafor: The last/);
  await writeInThread(cleo.page, 'Or the first.');
  for (const { page } of [anna, ben]) await expectLabel(page, /Cleo Diaz: Or the first/);
  await shots('thread');
  for (const { page } of everybody()) await page.getByRole('button', { name: 'Close thread' }).click();
  for (const { page } of everybody()) await expectLabel(page, /Five would.*3 replies in a thread/);
});

test('a reaction of two is one, with both names', async () => {
  for (const { page } of others()) {
    await pressOn(page, 'Four towns', 'Enter');
    await page.getByRole('menuitemcheckbox', { name: 'React with ❤️' }).click();
  }
  await expectLabel(anna.page, /Four towns.*❤️ (Ben Okafor and Cleo Diaz|Cleo Diaz and Ben Okafor)/);
  await expectLabel(ben.page, /Four towns.*❤️ (you and Cleo Diaz|Cleo Diaz and you)/);
  for (const { page } of others()) await showLatest(page);
});

test('what is rewritten keeps what it said', async () => {
  await write(cleo.page, 'We leave at sxi.');
  await settled(cleo.page, 'We leave');
  await pick(cleo.page, 'We leave', 'Edit');
  await composer(cleo.page).fill('We leave at six.');
  await cleo.page.keyboard.press('Enter');
  for (const { page } of [anna, ben]) await expectLabel(page, /Cleo Diaz: We leave at six.*edited/);
  await pick(anna.page, 'We leave', 'Earlier versions');
  await anna.page.getByRole('dialog').getByText('We leave at sxi.').waitFor();
  await anna.page.keyboard.press('Escape');
});

test('what is deleted for everybody is gone from everybody', async () => {
  await write(ben.page, 'Meant for somebody else.');
  for (const { page } of [anna, cleo]) await expectMessages(page, ['Meant for somebody else.']);
  await settled(ben.page, 'Meant for');
  await pick(ben.page, 'Meant for', 'Delete');
  await ben.page.getByRole('button', { name: 'Delete for everyone' }).click();
  for (const { page } of [anna, cleo]) {
    await expectLabel(page, /Ben Okafor deleted this message/);
    expect(await page.getByText('Meant for somebody else.').count()).toBe(0);
  }
});

test('a pin is everybody’s, a star one’s own', async () => {
  await pick(cleo.page, 'We leave', 'Pin');
  for (const { page } of everybody()) await page.getByRole('button', { name: /^Pinned We leave/ }).waitFor();
  await pick(ben.page, 'We leave', 'Star');
  await expectLabel(ben.page, /We leave.*Starred/);
  for (const { page } of [anna, cleo])
    expect(await page.getByRole('article', { name: /Starred/ }).count()).toBe(0);
});

test('somebody is mentioned, in Markdown, with code', async () => {
  await composer(cleo.page).pressSequentially('Ask @be');
  await cleo.page.getByRole('option', { name: /Ben Okafor/ }).click();
  await expect.poll(() => composer(cleo.page).inputValue()).toBe('Ask @Ben Okafor ');
  await composer(cleo.page).pressSequentially('about **the van**:');
  await composer(cleo.page).press('Shift+Enter');
  await composer(cleo.page).pressSequentially('```js');
  await composer(cleo.page).press('Shift+Enter');
  await composer(cleo.page).pressSequentially('const seats = 9;');
  await composer(cleo.page).press('Shift+Enter');
  await composer(cleo.page).pressSequentially('```');
  await cleo.page.getByRole('button', { name: 'Send', exact: true }).click();
  for (const profile of everybody()) {
    const message = articles(profile, 'about the van').last();
    await message.locator('.sotto-mention', { hasText: '@Ben Okafor' }).waitFor({ timeout: 30_000 });
    await message.locator('strong', { hasText: 'the van' }).waitFor();
    await message.locator('pre', { hasText: 'const seats = 9;' }).waitFor();
  }
  expect(await articles(ben, 'about the van').locator('.sotto-mention[data-self]').count()).toBe(1);
  await shots('texts');
});

test('passed on from the group, it says so and not where it came from', async () => {
  await pick(ben.page, 'Four towns', 'Forward');
  const dialog = ben.page.getByRole('dialog');
  await dialog.getByRole('option', { name: 'Anna Berg' }).click();
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await dialog.waitFor({ state: 'detached' });
  await openConversation(anna.page, 'Ben Okafor');
  await messageSaying(anna.page, 'Four towns').getByText('Forwarded').waitFor({ timeout: 30_000 });
  await openConversation(anna.page, 'Spring tour');
  await backToList(ben.page);
  await openConversation(ben.page, 'Spring tour');
});

test('a message that disappears, from all three, while others stay', async () => {
  await setExpiry(anna.page, '30 seconds after reading');
  for (const { page } of others()) {
    await expectLine(page, 'Anna Berg set messages to disappear 30 seconds after they were read');
  }
  await write(ben.page, 'The alarm code is 4711.');
  for (const { page } of [anna, cleo]) await expectMessages(page, ['The alarm code is 4711.']);
  await setExpiry(anna.page, 'Off');
  for (const { page } of others()) await expectLine(page, 'turned disappearing messages off');
});

test('sent later, and without a sound', async () => {
  await sendOtherwise(anna.page, 'The hotel is booked.', 'Send later…');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Send later' }).click();
  await anna.page.getByRole('button', { name: /^Later/ }).click();
  const sheet = anna.page.getByRole('dialog');
  await sheet.getByText('The hotel is booked.').waitFor();
  await sheet.getByRole('button', { name: 'Send now' }).click();
  await sheet.getByText('Nothing is waiting').waitFor();
  await anna.page.keyboard.press('Escape');
  for (const { page } of others()) await expectMessages(page, ['The hotel is booked.']);
  await sendOtherwise(cleo.page, 'No answer needed.', 'Send without a sound');
  for (const { page } of [anna, ben]) await expectMessages(page, ['No answer needed.']);
});

test('a poll and a place', async () => {
  await sendPoll(ben.page, 'Which town first?', ['Lund', 'Ghent']);
  await card(anna.page, 'Which town first?').getByRole('button', { name: /^Lund/ }).click();
  await card(cleo.page, 'Which town first?')
    .getByRole('button', { name: /^Ghent/ })
    .click();
  for (const { page } of everybody()) {
    const tally = card(page, 'Which town first?');
    for (const town of ['Lund', 'Ghent']) {
      await tally.getByRole('button', { name: `${town} 1 vote, 50 %` }).waitFor({ timeout: 30_000 });
    }
  }
  const dialog = await addCard(cleo.page, 'Place');
  await dialog.getByLabel('Coordinates').fill('51.0543, 3.7174');
  await dialog.getByLabel('Name').fill('Stage door');
  await sendCard(cleo.page);
  for (const { page } of [anna, ben]) {
    await card(page, 'Stage door')
      .getByRole('img', { name: /51\.05430° N/ })
      .waitFor({ timeout: 30_000 });
  }
  await shots('poll-and-place');
});

test('a contact and an event', async () => {
  const contact = await addCard(anna.page, 'Contact');
  await contact.getByLabel('Name').fill('Ida Lindqvist');
  await sendCard(anna.page);
  for (const { page } of others()) {
    await card(page, 'Ida Lindqvist')
      .getByRole('button', { name: 'Save contact' })
      .waitFor({ timeout: 30_000 });
  }
  const event = await addCard(cleo.page, 'Event');
  await event.getByLabel('Title').fill('Sound check');
  await sendCard(cleo.page);
  for (const { page } of [anna, ben])
    await card(page, 'Sound check').getByRole('button', { name: /^Yes/ }).click();
  await card(cleo.page, 'Sound check')
    .getByText(/Coming: (Anna Berg and Ben Okafor|Ben Okafor and Anna Berg)/)
    .waitFor({ timeout: 30_000 });
  await shots('contact-and-event');
  for (const { page } of everybody()) expect(await axeViolations(page)).toEqual([]);
});

test('a message is taken back before it leaves', async () => {
  await undoFor(anna.page, 'Messages wait 30 seconds');
  await openConversation(anna.page, 'Spring tour');
  await write(anna.page, 'I stay at home.');
  await anna.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => composer(anna.page).inputValue()).toBe('I stay at home.');
  await composer(anna.page).fill('');
  await undoFor(anna.page, 'Off: messages leave at once');
  await openConversation(anna.page, 'Spring tour');
  await write(anna.page, 'See you at six.');
  for (const { page } of others()) {
    await expectMessages(page, ['See you at six.']);
    expect(await page.getByText('I stay at home.').count()).toBe(0);
  }
});

test('all of it in one’s notes', async () => {
  const { page } = anna;
  await openNotes(page);
  await write(page, 'Water the plnats.');
  await settled(page, 'Water the');
  await pick(page, 'Water the', 'Edit');
  await composer(page).fill('Water the **plants**.');
  await page.keyboard.press('Enter');
  await expectLabel(page, /Water the.*edited/);
  await pressOn(page, 'Water the', 'Enter');
  await page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
  await expectLabel(page, /Water the.*👍 you/);
  await pick(page, 'Water the', 'Reply');
  await write(page, 'Done.');
  await expectLabel(page, /Done.*in reply to You/);
  await pick(page, 'Water the', 'Reply in thread');
  await writeInThread(page, 'The cactus too?');
  await page.getByRole('button', { name: 'Close thread' }).click();
  await expectLabel(page, /Water the.*1 reply in a thread/);
  await sendPictures(page, ['plant.jpg'], 'The one in the hall.');
  await expectPictures(anna, 'The one in the hall.', 1);
  await openSendFiles(page);
  await chooseFiles(page, [{ name: 'todo.txt', mimeType: 'text/plain', buffer: Buffer.from('milk') }]);
  await sendChosen(page);
  await page.getByRole('button', { name: 'Save todo.txt' }).waitFor({ timeout: 30_000 });
  await recordVoice(page);
  await page
    .getByRole('button', { name: /^Play: / })
    .last()
    .waitFor({ timeout: 30_000 });
  await shots('notes');
  await sendPoll(page, 'Which colour?', ['Blue', 'Green']);
  await card(page, 'Which colour?').getByRole('button', { name: /^Blue/ }).click();
  await card(page, 'Which colour?').getByRole('button', { name: 'Blue 1 vote, 100 %' }).waitFor();
  const place = await addCard(page, 'Place');
  await place.getByLabel('Coordinates').fill('47.3769, 8.5417');
  await place.getByLabel('Name').fill('Where I parked');
  await sendCard(page);
  await card(page, 'Where I parked').waitFor();
  const contact = await addCard(page, 'Contact');
  await contact.getByLabel('Name').fill('The plumber');
  await sendCard(page);
  await card(page, 'The plumber').waitFor();
  const event = await addCard(page, 'Event');
  await event.getByLabel('Title').fill('Dentist');
  await sendCard(page);
  await card(page, 'Dentist').waitFor();
  await page.screenshot({ path: shotPath('group-kinds-notes-cards-1280-light.png') });
  await page.setViewportSize(narrow);
  await page.screenshot({ path: shotPath('group-kinds-notes-cards-390-light.png') });
  await pick(page, 'Dentist', 'Delete');
  await page.getByRole('button', { name: 'Delete for everyone' }).click();
  await expectLabel(page, /You deleted this message/);
  expect(await axeViolations(page)).toEqual([]);
});

test('what was to disappear has disappeared', async () => {
  await backToList(anna.page);
  await openConversation(anna.page, 'Spring tour');
  for (const { page } of everybody()) {
    await expect.poll(() => page.getByText('4711').count(), { timeout: 60_000 }).toBe(0);
  }
});

async function sendPictures(
  page: Page,
  names: readonly string[],
  caption: string,
  option?: string,
): Promise<void> {
  await openSendFiles(page);
  await chooseFiles(
    page,
    names.map((name) => ({ name, mimeType: 'image/jpeg', buffer: photo })),
  );
  if (option !== undefined) await page.getByRole('switch', { name: new RegExp(`^${option}`) }).click();
  await sendChosen(page, caption);
}

async function expectPictures(profile: Profile, caption: string, count: number): Promise<void> {
  await expect
    .poll(() => articles(profile, caption).locator('img.sotto-picture').count(), { timeout: 30_000 })
    .toBe(count);
}

async function setExpiry(page: Page, choice: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Disappearing messages' }).click();
  await page.getByRole('dialog').getByText(choice, { exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function undoFor(page: Page, choice: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Privacy' }).click();
  await page.getByLabel('Undo sending').selectOption({ label: choice });
  await page.getByRole('link', { name: 'Chats' }).click();
}
