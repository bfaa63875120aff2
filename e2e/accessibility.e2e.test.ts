import { type ServerProcess, startServerProcess } from '@sotto/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { composer, invite, join, openConversation, setUp, startConversation, write } from './src/app.ts';
import { axeViolations } from './src/axe.ts';
import { narrow, openProfile, type Profile, wide } from './src/browser.ts';
import { expectMessages } from './src/expect-messages.ts';
import { showFailure } from './src/show-failure.ts';

/** Every screen, at both widths, light and dark, has nothing that axe objects to; everything goes by keyboard. */
let server: ServerProcess;
let anna: Profile;
let ben: Profile;

beforeAll(async () => {
  server = await startServerProcess({ env: { SOTTO_WEB_APP: 'yes' } });
  [anna, ben] = await Promise.all([openProfile(), openProfile()]);
});
afterEach((context) => showFailure(context, { anna, ben }));
afterAll(async () => {
  await Promise.allSettled([anna?.close(), ben?.close()]);
  await server?.remove();
});

/** The screen as it stands, in all four looks. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  for (const viewport of [wide, narrow]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // Colours that are still changing would be measured half-way.
      await page.waitForTimeout(400);
      expect({ screen, width: viewport.width, colorScheme, violations: await axeViolations(page) }).toEqual({
        screen,
        width: viewport.width,
        colorScheme,
        violations: [],
      });
    }
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('welcome screens', async () => {
  await anna.page.goto(server.url);
  await anna.page.getByLabel('Username').waitFor();
  await expectAccessible(anna.page, 'sign in');
  await anna.page.goto(server.setUpLink as string);
  await anna.page.getByLabel('Name', { exact: true }).waitFor();
  await expectAccessible(anna.page, 'set up');
});

test('the empty app and the invite dialog', async () => {
  await setUp(anna.page, server.setUpLink as string, 'Northside Music Studio', 'Anna Berg');
  await expectAccessible(anna.page, 'empty');
  await anna.page.getByRole('button', { name: 'Invite people' }).click();
  await expectAccessible(anna.page, 'invite dialog');
  await anna.page.keyboard.press('Escape');
  await join(ben.page, await invite(anna.page), 'Ben Okafor');
});

test('a conversation and its details', async () => {
  await startConversation(anna.page, 'Ben Okafor');
  await write(anna.page, 'A **bold** word, a [link](https://example.org) and\n\n```\ncode\n```');
  await openConversation(ben.page, 'Anna Berg');
  await write(ben.page, 'Thank you.');
  await expectMessages(anna.page, ['Thank you.']);
  await expectAccessible(anna.page, 'conversation');
  await anna.page.getByRole('button', { name: 'Details' }).first().click();
  await anna.page.getByText('Is it really them?').waitFor();
  await expectAccessible(anna.page, 'details');
  await anna.page.keyboard.press('Escape');
});

test('people and settings', async () => {
  await anna.page.getByRole('link', { name: 'People' }).click();
  await expectAccessible(anna.page, 'people');
  await anna.page.getByRole('link', { name: 'Settings' }).click();
  await expectAccessible(anna.page, 'settings');
});

test('a group is made, looked at and named without a mouse', async () => {
  const { page } = anna;
  await page.getByRole('link', { name: 'Chats' }).click();
  await page.keyboard.press('Alt+n');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('Ben');
  await page.getByRole('option', { name: /Ben Okafor/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Ben Okafor' }).waitFor();
  await expectAccessible(page, 'choosing people');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('Group name').waitFor();
  await expectAccessible(page, 'naming a group');
  await page.keyboard.type('Choir trip');
  await page.keyboard.press('Enter');
  await composer(page).waitFor();
  await page.keyboard.type('Off we go.');
  await page.keyboard.press('Enter');
  await expectMessages(page, ['Off we go.']);
  await expectAccessible(page, 'group conversation');

  await page.keyboard.press('Alt+i');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Members' }).waitFor();
  await dialog.getByText('Technical details').click();
  await expectAccessible(page, 'group info');
  for (const name of ['Add people', 'Edit', 'Rules', 'Leave']) {
    await dialog.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Back' }).waitFor();
    await expectAccessible(page, `group: ${name}`);
    await dialog.getByRole('button', { name: 'Back' }).click();
    // Coming back, one stands where one left.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);
  }
  await dialog.getByRole('listitem').getByRole('button', { name: /You/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'Member', exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Remove from group' }).click();
  await expectAccessible(page, 'member');
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Ben Okafor');
  await page.keyboard.press('Escape');
});

test('from one conversation to another and into the composer without a mouse', async () => {
  const { page } = anna;
  await page.getByRole('link', { name: 'Chats' }).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Ben');
  await page.keyboard.press('Enter');
  await composer(page).waitFor();
  await expect
    .poll(() => composer(page).evaluate((element) => element === document.activeElement))
    .toBe(true);
  await page.keyboard.type('By keyboard alone.');
  await page.keyboard.press('Enter');
  await expectMessages(page, ['By keyboard alone.']);
});
