import type { Locator, Page } from 'playwright-core';

/** What people do with polls, places, contacts and events, by what they see. */

/** Opens the form of a card from the menu of the composer. */
export async function addCard(page: Page, entry: 'Poll' | 'Place' | 'Contact' | 'Event'): Promise<Locator> {
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send' }).waitFor();
  return dialog;
}

export async function sendCard(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** A poll with these answers. */
export async function sendPoll(page: Page, question: string, answers: readonly string[]): Promise<void> {
  const dialog = await addCard(page, 'Poll');
  await dialog.getByLabel('Question').fill(question);
  for (const [index, answer] of answers.entries()) {
    await dialog.getByLabel(`Answer ${index + 1}`, { exact: true }).fill(answer);
  }
  await sendCard(page);
}

/** The newest card with this title. */
export function card(page: Page, title: string): Locator {
  return page.getByRole('article').getByRole('region', { name: title }).last();
}
