import type { Page } from 'playwright-core';
import { choose, composer } from './app.ts';

/** What people do with groups, by what they see. */

/** Makes a group with these people and this name; it is open afterwards. */
export async function createGroup(page: Page, name: string, people: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await choose(page, people);
  await page.getByRole('button', { name: people.length === 1 ? 'As a group' : /^Group with/ }).click();
  await page.getByLabel('Group name').fill(name);
  await page.getByRole('button', { name: 'Create group' }).click();
  await composer(page).waitFor();
}

/** Opens the sheet with everything about the open group. */
export async function openGroupInfo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Group info' }).click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Members' }).waitFor();
}

/** One member's card, from the sheet. */
export async function openMember(page: Page, name: string): Promise<void> {
  const heading = page.getByRole('dialog').getByRole('heading', { name: 'Members' });
  await heading.scrollIntoViewIfNeeded();
  await page
    .getByRole('dialog')
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(name) })
    .click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Member', exact: true }).waitFor();
}

export async function backToGroup(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Group info' }).waitFor();
}

export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Waits until the group has said so in its own words. */
export async function expectLine(page: Page, line: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: line }).last().waitFor({ timeout: 30_000 });
}

/** Out of the conversation on a phone, where one thing is shown at a time. */
export async function backToList(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Back to conversations' }).click();
}
