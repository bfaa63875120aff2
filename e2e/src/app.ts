import type { Page } from 'playwright-core';

/** What a person does in the web app, by what they see: names of fields and buttons, never selectors of ours. */

export const passphrase = 'quiet river under the bridge';

/** Opens the printed link and sets the organisation up. */
export async function setUp(page: Page, link: string, organisation: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(organisation);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await fillAccount(page, name);
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor();
}

/** Opens an invite and signs up; from the link to the first screen. */
export async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await fillAccount(page, name);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor();
}

async function fillAccount(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
}

/** Makes an invite in the app and returns its link. */
export async function invite(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invite people' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  return link;
}

/** Starts a conversation with somebody of the organisation. */
export async function startConversation(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await choose(page, [name]);
  await page.getByRole('button', { name: `Write to ${name}` }).click();
  await composer(page).waitFor();
}

/** Puts people into the picker that is open, as chips. */
export async function choose(page: Page, names: readonly string[]): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox');
  for (const name of names) {
    await field.fill(name);
    await page.getByRole('option', { name }).first().waitFor();
    await field.press('Enter');
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
}

/** Opens a conversation from the list. */
export async function openConversation(page: Page, name: string): Promise<void> {
  await page.getByLabel('Conversations').getByText(name).first().click();
  await composer(page).waitFor();
}

/** Opens one's notes, begun or not. */
export async function openNotes(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('Note to Self');
  await page.getByRole('option', { name: 'Note to Self' }).first().click();
  await page.getByRole('textbox', { name: 'Message to Note to Self' }).waitFor();
}

export function composer(page: Page) {
  return page.getByRole('textbox', { name: /^Message to/ });
}

/** Writes and sends with the Enter key. */
export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.keyboard.press('Enter');
}

/** The texts of the open conversation, oldest first. */
export async function messages(page: Page): Promise<string[]> {
  const articles = await page.getByRole('article').all();
  const labels = await Promise.all(articles.map((article) => article.getAttribute('aria-label')));
  return labels.filter((label): label is string => label !== null);
}
