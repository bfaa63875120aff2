import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  choose,
  composer,
  invite,
  join as joinOrganisation,
  openConversation,
  setUp,
  startConversation,
  write,
} from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import { backToList, createGroup, expectLine } from './src/groups.ts';
import {
  expectLabel,
  messageSaying,
  pick,
  pressOn,
  sendOtherwise,
  settled,
  writeInThread,
} from './src/messages.ts';
import { photoWithPlace } from './src/photo-with-place.ts';
import { shotPath } from './src/shot-path.ts';
import { showFailure } from './src/show-failure.ts';

/** What two people, on a desk and on a phone, do with messages; and three in a group. */
let server: ServerProcess;
let anna: Profile;
let ben: Profile;

const shot = async (profile: Profile, name: string) => {
  // Fetched when wanted, and moving in.
  await profile.page.waitForTimeout(400);
  await profile.page.screenshot({ path: shotPath(`messages-${name}.png`) });
};

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes', SOTTO_RATE_FACTOR: '100' } });
  [anna, ben] = await Promise.all([openProfile(), openProfile({ viewport: narrow, dark: true })]);
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  await joinOrganisation(ben.page, await invite(anna.page), 'Ben Okafor');
  await anna.page.getByRole('link', { name: 'Chats' }).click();
  await startConversation(anna.page, 'Ben Okafor');
  await write(anna.page, 'Shall we rehearse at seven?');
  await openConversation(ben.page, 'Anna Berg');
  await expectLabel(ben.page, /Shall we rehearse at seven/);
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  await server?.remove();
});

test('an answer quotes what it answers, and leads to it', async () => {
  await pick(ben.page, 'Shall we rehearse', 'Reply');
  await ben.page.getByText('Reply to Anna Berg').waitFor();
  await write(ben.page, 'Half past would be better.');
  await expectLabel(anna.page, /Half past would be better.*in reply to You/);
  await messageSaying(anna.page, 'Half past')
    .getByRole('button', { name: /Shall we rehearse/ })
    .click();
  await expect
    .poll(() => anna.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toContain('Shall we rehearse at seven?');
});

test('a reaction is seen by both, says who, and can be joined and taken back', async () => {
  await pressOn(anna.page, 'Half past', 'Enter');
  await shot(anna, 'menu-1280-light');
  await anna.page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
  await expectLabel(ben.page, /Half past.*👍 Anna Berg/);
  await messageSaying(ben.page, 'Half past').getByRole('button', { name: /👍/ }).click();
  await expectLabel(anna.page, /Half past.*👍 you and Ben Okafor/);
  await messageSaying(anna.page, 'Half past').getByRole('button', { name: /👍/ }).click();
  await expectLabel(anna.page, /Half past.*👍 Ben Okafor/);
  await messageSaying(anna.page, 'Half past').focus();
  await anna.page.keyboard.press('+');
  await anna.page.getByRole('combobox', { name: 'Search emoji' }).fill('violin');
  await anna.page.getByRole('option', { name: 'violin' }).waitFor();
  await shot(anna, 'emoji-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.keyboard.press('Enter');
  await expectLabel(ben.page, /Half past.*🎻 Anna Berg/);
});

test('a finger that rests opens the menu of a message', async () => {
  const bubble = messageSaying(ben.page, 'Shall we rehearse').getByText('Shall we rehearse');
  const box = await bubble.boundingBox();
  if (box === null) throw new Error('the message is not in view');
  const touch = await ben.context.newCDPSession(ben.page);
  const touchPoints = [{ x: box.x + 20, y: box.y + 8 }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await ben.page.getByRole('menuitem', { name: 'Forward', exact: true }).waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  // It stays when the finger goes.
  await shot(ben, 'menu-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  expect(await ben.page.getByRole('menu').count()).toBe(1);
  await ben.page.keyboard.press('Escape');
  await ben.page.getByRole('menu').waitFor({ state: 'detached' });
});

test('Arrow-Up rewrites the last message; what it said before can be read', async () => {
  await write(anna.page, 'At eigth then.');
  await settled(anna.page, 'At eigth then');
  await composer(anna.page).press('ArrowUp');
  await composer(anna.page).fill('At eight then.');
  await anna.page.keyboard.press('Enter');
  await expectLabel(ben.page, /At eight then.*edited/);
  await pick(ben.page, 'At eight then', 'Earlier versions');
  await ben.page.getByRole('dialog').getByText('At eigth then.').waitFor();
  await shot(ben, 'versions-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.keyboard.press('Escape');
});

test('what is deleted for everybody leaves a line, what is deleted for me stays with the other', async () => {
  await write(anna.page, 'Wrong window, sorry.');
  await expectMessages(ben.page, ['Wrong window, sorry.']);
  await settled(anna.page, 'Wrong window');
  await pressOn(anna.page, 'Wrong window', 'Delete');
  await anna.page.getByRole('button', { name: 'Delete for everyone' }).click();
  await expectLabel(ben.page, /Anna Berg deleted this message/);
  await expect.poll(() => ben.page.getByText('Wrong window').count()).toBe(0);
  await pick(ben.page, 'deleted this message', 'Delete');
  await ben.page.getByRole('button', { name: 'Delete for me' }).click();
  await expect.poll(() => ben.page.getByRole('article', { name: /deleted this message/ }).count()).toBe(0);
  await expectLabel(anna.page, /You deleted this message/);
});

test('a pin is at everybody’s hand, a star at one’s own', async () => {
  await pressOn(anna.page, 'At eight then', 'p');
  await ben.page.getByRole('button', { name: /^Pinned At eight then/ }).waitFor();
  await pressOn(ben.page, 'Shall we rehearse', 's');
  await expectLabel(ben.page, /Shall we rehearse.*Starred/);
  await backToList(ben.page);
  await ben.page.getByRole('button', { name: 'Starred' }).click();
  await ben.page.getByRole('dialog').getByText('Shall we rehearse at seven?').waitFor();
  await shot(ben, 'starred-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.getByRole('dialog').getByText('Shall we rehearse at seven?').click();
  await composer(ben.page).waitFor();
  await expect
    .poll(() => ben.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toContain('Shall we rehearse at seven?');
  expect(await anna.page.getByRole('article', { name: /Starred/ }).count()).toBe(0);
});

test('a thread has a place and unread of its own', async () => {
  await pick(anna.page, 'Half past would be better', 'Reply in thread');
  await anna.page.getByRole('complementary', { name: 'Thread' }).waitFor();
  await writeInThread(anna.page, 'Does the hall know?');
  await expectLabel(ben.page, /Half past would be better.*1 reply in a thread/);
  expect(await ben.page.getByText('Does the hall know?').count()).toBe(0);
  await messageSaying(ben.page, 'Half past would be better')
    .getByRole('button', { name: /1 reply/ })
    .click();
  await ben.page.getByText('Does the hall know?').waitFor();
  await writeInThread(ben.page, 'I told them.');
  await expectLabel(anna.page, /Ben Okafor: I told them/);
  await shot(anna, 'thread-1280-light');
  await shot(ben, 'thread-390-dark');
  for (const { page } of [anna, ben]) expect(await axeViolations(page)).toEqual([]);
  for (const { page } of [anna, ben]) await page.getByRole('button', { name: 'Close thread' }).click();
  await expectLabel(anna.page, /Half past would be better.*2 replies in a thread/);
});

test('somebody is mentioned by account, found while one types', async () => {
  await composer(anna.page).pressSequentially('Thanks @be');
  await anna.page.getByRole('option', { name: /Ben Okafor/ }).waitFor();
  await shot(anna, 'mention-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.keyboard.press('Enter');
  expect(await composer(anna.page).inputValue()).toBe('Thanks @Ben Okafor ');
  await anna.page.keyboard.press('Enter');
  await expectLabel(ben.page, /Thanks @Ben Okafor/);
});

test('a thread that has something new is in the list, until it is read or left', async () => {
  const threads = anna.page.getByRole('button', { name: /^Threads/ });
  await messageSaying(ben.page, 'Half past would be better')
    .getByRole('button', { name: /replies/ })
    .click();
  await writeInThread(ben.page, 'They have the keys.');
  await threads.filter({ hasText: '1' }).click();
  const row = anna.page.getByRole('dialog').getByRole('button', { name: /Half past would be better/ });
  await row.getByText('1 new').waitFor();
  await shot(anna, 'threads-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await row.click();
  await expectLabel(anna.page, /They have the keys/);
  await expect.poll(() => threads.textContent()).toBe('Threads');
  const field = anna.page.getByRole('textbox', { name: 'Reply in the thread' });
  await field.fill('Half a reply');
  await anna.page.getByRole('button', { name: 'Following' }).click();
  await anna.page.getByRole('button', { name: 'Close thread' }).click();
  await expect.poll(() => composer(anna.page).inputValue()).toBe('');
  await writeInThread(ben.page, 'And the lights.');
  const root = messageSaying(anna.page, 'Half past would be better');
  await root.getByRole('button', { name: /4 replies/ }).waitFor();
  expect(await threads.textContent()).toBe('Threads');
  await root.getByRole('button', { name: /4 replies/ }).click();
  await expect.poll(() => field.inputValue()).toBe('Half a reply');
  await anna.page.getByRole('button', { name: 'Follow', exact: true }).click();
  await field.fill('');
  for (const { page } of [anna, ben]) await page.getByRole('button', { name: 'Close thread' }).click();
});

test('emoji are found by name while one types, in the skin of who sends them', async () => {
  await ben.page.getByRole('button', { name: 'Emoji' }).click();
  await ben.page.getByRole('group', { name: 'Skin tone' }).getByText('✋🏾').click();
  await shot(ben, 'skin-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.keyboard.press('Escape');
  await composer(ben.page).pressSequentially('See you there :thumbs');
  await ben.page.getByRole('option', { name: 'thumbs up' }).waitFor();
  await shot(ben, 'emoji-list-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.keyboard.press('Enter');
  expect(await composer(ben.page).inputValue()).toBe('See you there 👍🏾 ');
  await ben.page.keyboard.press('Enter');
  await expectLabel(anna.page, /See you there 👍🏾/);
});

test('REQ-C6: a link is described by whoever sends it, and nobody opens the page', async () => {
  const elsewhere: string[] = [];
  for (const { context } of [anna, ben]) {
    context.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      const own = ['blob:', 'data:'].includes(protocol) || host === new URL(server.url).host;
      if (!own) elsewhere.push(request.url());
    });
  }
  const { origin } = new URL(server.url);
  await anna.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await anna.page.evaluate(async () => {
    const html =
      '<a href="https://hall.example/autumn">Autumn concert<img src="https://spy.example/p.png"></a>';
    const item = new ClipboardItem({
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob(['https://hall.example/autumn'], { type: 'text/plain' }),
    });
    await navigator.clipboard.write([item]);
  });
  await composer(anna.page).focus();
  await anna.page.keyboard.press('Control+v');
  const written = anna.page.getByRole('region', { name: 'Sent with the message' });
  await written.getByText('Autumn concert').waitFor();
  await shot(anna, 'link-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.keyboard.press('Enter');
  await written.waitFor({ state: 'detached' });
  const pasted = messageSaying(ben.page, 'https://hall.example/autumn').getByRole('link', {
    name: /Autumn concert/,
  });
  await pasted.getByText('hall.example', { exact: true }).waitFor();

  await composer(ben.page).fill('And the old one: https://hall.example/spring');
  await ben.page.getByRole('button', { name: 'Describe this link' }).click();
  await ben.page.getByRole('textbox', { name: 'Title' }).fill('Spring concert');
  await ben.page.getByRole('textbox', { name: 'Description' }).fill('What we played in April');
  const picture = { name: 'hall.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace(ben.page) };
  await ben.page.getByLabel('Add a picture').setInputFiles(picture);
  await ben.page.getByRole('form', { name: 'Description of the link' }).locator('img').waitFor();
  await shot(ben, 'link-form-390-dark');
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.getByRole('button', { name: 'Add description' }).click();
  await shot(ben, 'link-390-dark');
  await composer(ben.page).press('Enter');
  const described = messageSaying(anna.page, 'And the old one').getByRole('link', { name: /Spring concert/ });
  await described.getByText('What we played in April').waitFor();
  await expect
    .poll(() => described.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  await shot(anna, 'link-received-1280-light');
  expect(elsewhere).toEqual([]);
});

test('a draft stays with what it answers, and a rewrite has one of its own', async () => {
  await pick(anna.page, 'Half past would be better', 'Reply');
  await composer(anna.page).fill('Half an answer');
  await openNotes(anna);
  await openConversation(anna.page, 'Ben Okafor');
  await anna.page.getByText('Reply to Ben Okafor').waitFor();
  await expect.poll(() => composer(anna.page).inputValue()).toBe('Half an answer');
  await pressOn(anna.page, 'Thanks', 'e');
  await expect.poll(() => composer(anna.page).inputValue()).toBe('Thanks @Ben Okafor');
  await anna.page.keyboard.press('Escape');
  await expect.poll(() => composer(anna.page).inputValue()).toBe('Half an answer');
  await composer(anna.page).press('Escape');
  await composer(anna.page).fill('');
});

test('passed on, it says so and not where it came from', async () => {
  await pick(anna.page, 'Half past would be better', 'Forward');
  const dialog = anna.page.getByRole('dialog');
  await dialog.getByRole('option', { name: 'Note to Self' }).click();
  await shot(anna, 'forward-1280-light');
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await messageSaying(anna.page, 'Half past would be better').getByText('Forwarded').waitFor();
  await openConversation(anna.page, 'Ben Okafor');
});

test('sent later it waits in a list, where it is changed or called off', async () => {
  await sendOtherwise(anna.page, 'Remember the keys.', 'Send later…');
  await shot(anna, 'schedule-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Send later' }).click();
  await expect.poll(() => composer(anna.page).inputValue()).toBe('');
  await sendOtherwise(anna.page, 'And the cables.', 'Send later…');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Send later' }).click();
  await anna.page.getByRole('button', { name: /^Later/ }).click();
  const sheet = anna.page.getByRole('dialog');
  const keys = sheet.getByRole('listitem').filter({ hasText: 'Remember the keys.' });
  await keys.getByRole('button', { name: 'Change' }).click();
  await sheet.getByLabel('Message').fill('Remember both keys.');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await sheet.getByText('Remember both keys.').waitFor();
  await shot(anna, 'scheduled-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await sheet
    .getByRole('listitem')
    .filter({ hasText: 'And the cables.' })
    .getByRole('button', { name: 'Cancel message' })
    .click();
  await sheet.getByText('And the cables.').waitFor({ state: 'detached' });
  await sheet.getByRole('button', { name: 'Send now' }).click();
  await sheet.getByText('Nothing is waiting').waitFor();
  await anna.page.keyboard.press('Escape');
  await expectMessages(ben.page, ['Remember both keys.']);
  expect(await ben.page.getByText('And the cables.').count()).toBe(0);
});

test('sent without a sound it arrives all the same', async () => {
  await sendOtherwise(anna.page, 'No hurry.', 'Send without a sound');
  await expectMessages(ben.page, ['No hurry.']);
});

test('messages that disappear say so before they are written', async () => {
  await anna.page.getByRole('button', { name: 'More about this conversation' }).click();
  await anna.page.getByRole('menuitem', { name: 'Disappearing messages' }).click();
  await shot(anna, 'expiry-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.getByText('30 seconds after reading').click();
  await expectLine(ben.page, 'Anna Berg set messages to disappear 30 seconds after they were read');
  await ben.page.getByPlaceholder('Write a message that disappears after 30 seconds').waitFor();
  await write(ben.page, 'The door code is 4711.');
  await expectMessages(anna.page, ['The door code is 4711.']);
  await shot(ben, 'expiry-390-dark');
  await anna.page.getByRole('button', { name: /^Messages disappear/ }).click();
  await anna.page.getByText('Off', { exact: true }).click();
  await expectLine(ben.page, 'turned disappearing messages off');
  // What was written meanwhile keeps its time.
  expect(await ben.page.getByText('4711').count()).toBeGreaterThan(0);
});

test('one message alone can disappear; that is said before it is sent', async () => {
  await sendOtherwise(anna.page, 'The safe opens with 2580.', 'Let it disappear…');
  await anna.page.getByRole('menuitem', { name: '30 seconds after reading' }).click();
  await anna.page.getByText('Disappears 30 seconds after reading').waitFor();
  await shot(anna, 'expiry-one-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await composer(anna.page).press('Enter');
  await expectMessages(ben.page, ['The safe opens with 2580.']);
  await write(anna.page, 'This one stays.');
  await expectMessages(ben.page, ['This one stays.']);
});

test('what disappears goes from both, and nothing else does', async () => {
  for (const { page } of [anna, ben]) {
    for (const gone of ['4711', '2580'])
      await expect.poll(() => page.getByText(gone).count(), { timeout: 90_000 }).toBe(0);
    await expectMessages(page, ['This one stays.']);
  }
});

test('a message can be taken back before it leaves', async () => {
  await anna.page.getByRole('link', { name: 'Settings' }).click();
  await anna.page.getByRole('link', { name: 'Privacy' }).click();
  await anna.page.getByLabel('Undo sending').selectOption({ label: 'Messages wait 30 seconds' });
  await anna.page.getByRole('link', { name: 'Chats' }).click();
  await openConversation(anna.page, 'Ben Okafor');
  await write(anna.page, 'I quit!');
  await anna.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => composer(anna.page).inputValue()).toBe('I quit!');
  await composer(anna.page).fill('');
  expect(await ben.page.getByText('I quit!').count()).toBe(0);
});

test('a conversation under a subject says what it belongs to, and is found by it', async () => {
  await anna.page.getByRole('button', { name: 'New conversation' }).first().click();
  await choose(anna.page, ['Ben Okafor']);
  await anna.page.getByRole('button', { name: 'With a subject' }).click();
  await anna.page.getByLabel('Subject', { exact: true }).fill('Repair of the grand piano');
  await anna.page.getByLabel('Kind').fill('Order');
  await anna.page.getByLabel('Number or name').fill('2026-118');
  await shot(anna, 'subject-1280-light');
  expect(await axeViolations(anna.page)).toEqual([]);
  await anna.page.getByRole('button', { name: 'Start conversation' }).click();
  await anna.page.getByRole('heading', { name: 'Repair of the grand piano' }).waitFor();
  await anna.page.locator('header').getByText('Order 2026-118').waitFor({ timeout: 30_000 });
  await backToList(ben.page);
  await openConversation(ben.page, 'Repair of the grand piano');
  await ben.page.locator('header').getByText('Order 2026-118').waitFor({ timeout: 30_000 });
  await anna.page.keyboard.press('Control+k');
  await anna.page.getByRole('combobox').fill('2026-118');
  await anna.page.getByRole('option', { name: /Repair of the grand piano/ }).waitFor();
  await anna.page.keyboard.press('Escape');
});

test('in a group: reactions, threads and everybody meant at once', async () => {
  await backToList(ben.page);
  await createGroup(ben.page, 'Quartet', ['Anna Berg']);
  await composer(ben.page).pressSequentially('@every');
  await ben.page.getByRole('option', { name: /everyone/ }).waitFor();
  await ben.page.keyboard.press('Tab');
  await composer(ben.page).pressSequentially('new scores are here');
  await ben.page.getByRole('button', { name: 'Send', exact: true }).click();
  await openConversation(anna.page, 'Quartet');
  await expectLabel(anna.page, /@everyone new scores are here/);
  await pressOn(anna.page, 'new scores are here', 't');
  await writeInThread(anna.page, 'Printed already?');
  await anna.page.getByRole('button', { name: 'Close thread' }).click();
  await pressOn(anna.page, 'new scores are here', 'Enter');
  await anna.page.getByRole('menuitemcheckbox', { name: 'React with ❤️' }).click();
  await expectLabel(ben.page, /new scores are here.*Anna Berg.*1 reply in a thread/);
  await shot(anna, 'group-1280-light');
  await shot(ben, 'group-390-dark');
});

async function openNotes({ page }: Profile): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Note to Self');
  await page.getByRole('option', { name: 'Note to Self' }).first().click();
  await composer(page).waitFor();
}
