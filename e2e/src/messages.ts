import type { Locator, Page } from 'playwright-core';
import { composer } from './app.ts';

/** What people do with messages, by what they see. */

/** The message that says this. */
export function messageSaying(page: Page, text: string): Locator {
  // By its label, which begins with its sender: an answer quotes the same words.
  return page.getByRole('article', { name: new RegExp(`^[^:]+: [^,]*${text}`) }).last();
}

/** Puts the focus on a message and presses a key there. */
export async function pressOn(page: Page, text: string, key: string): Promise<void> {
  const message = messageSaying(page, text);
  await lookBackFor(page, message);
  await message.focus();
  await page.keyboard.press(key);
}

/** Pages up until the message is drawn: of a long conversation only what is near is. */
async function lookBackFor(page: Page, message: Locator): Promise<void> {
  const beginning = page.locator('.sotto-beginning');
  while ((await message.count()) === 0 && (await beginning.count()) === 0) {
    await page.getByRole('article').first().focus();
    await page.keyboard.press('PageUp');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Opens the menu of a message and picks from it. */
export async function pick(page: Page, text: string, entry: string): Promise<void> {
  await pressOn(page, text, 'Enter');
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Back to the end, for who looked at something older. */
export async function showLatest(page: Page): Promise<void> {
  const jump = page.getByRole('button', { name: /^Jump to the latest message/ });
  if (await jump.isVisible()) await jump.click();
  await jump.waitFor({ state: 'detached' });
}

/** Waits until a message is labelled so: what it says, what became of it, what others did with it. */
export async function expectLabel(page: Page, label: RegExp): Promise<void> {
  await page.getByRole('article', { name: label }).last().waitFor({ timeout: 30_000 });
}

/** Waits for an own message to be at the server: only then can it be answered or changed. */
export async function settled(page: Page, text: string): Promise<void> {
  await page
    .getByRole('article', { name: new RegExp(`${text}.*(Sent|Delivered|Read)`) })
    .last()
    .waitFor({ timeout: 30_000 });
}

/** Writes in the panel of a thread. */
export async function writeInThread(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Reply in the thread' });
  await field.fill(text);
  await field.press('Enter');
}

/** Chooses another way to send what is written. */
export async function sendOtherwise(page: Page, text: string, way: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole('button', { name: 'Other ways to send' }).click();
  await page.getByRole('menuitem', { name: way }).click();
}
