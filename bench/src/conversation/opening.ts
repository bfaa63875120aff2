import type { Page } from 'playwright-core';

/**
 * Milliseconds from the click on a conversation until its newest message is on the screen: the middle of
 * several times.
 *
 * @param name of the conversation. @param other of one to come from. @param text of the newest message.
 */
export async function openingMs(
  page: Page,
  { name, other, text }: { name: string; other: string; text: string },
  times = 7,
): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    await page.getByLabel('Conversations').getByText(other).first().click();
    await page.getByRole('textbox', { name: `Message to ${other}` }).waitFor();
    const row = await page.getByLabel('Conversations').getByText(name).first().elementHandle();
    taken.push(
      await page.evaluate(
        ([clicked, shown]) =>
          new Promise<number>((resolve) => {
            const from = performance.now();
            (clicked as HTMLElement).click();
            const look = () => {
              const articles = [...document.querySelectorAll('[role=article],article')];
              const isThere = articles.some(
                (article) => article.textContent.includes(shown as string) && article.checkVisibility(),
              );
              if (isThere) resolve(performance.now() - from);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          }),
        [row, text] as const,
      ),
    );
  }
  taken.sort((a, b) => a - b);
  return Math.round(taken[taken.length >> 1] as number);
}
