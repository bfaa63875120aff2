import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { messages } from './app.ts';

/** Waits until exactly these texts are the conversation's last, each once and in this order. */
export async function expectMessages(page: Page, texts: readonly string[]): Promise<void> {
  await page
    .getByRole('article')
    .filter({ hasText: texts.at(-1) as string })
    .last()
    .waitFor();
  await expect
    .poll(
      async () =>
        (await messages(page)).flatMap((label) =>
          texts.filter((text) => label.includes(`: ${text},`) || label.endsWith(`: ${text}`)),
        ),
      { timeout: 30_000 },
    )
    .toEqual([...texts]);
}
