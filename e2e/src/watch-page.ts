import type { BrowserContext, Page } from 'playwright-core';

/** What a page did that it must never do. */
export type Misdeeds = {
  /** Requests to anywhere but the server, and scripts or policy violations, in words. */
  all(): Promise<readonly string[]>;
};

/** What Firefox says of a picture it does not draw, and of an icon it no longer wants; no script has failed. */
const noFault = [
  /^Image corrupt or truncated/,
  /^Failed to load ‘http:\/\/127\.0\.0\.1:\d+\/icon(?:-unread)?\.svg’\. A ServiceWorker intercepted/,
];

/** Watches a page from before its first byte: scripts of others, requests to others, attempts at either. */
export async function watchPage(context: BrowserContext, page: Page, serverUrl: string): Promise<Misdeeds> {
  const seen: string[] = [];
  const own = new URL(serverUrl).origin;
  context.on('request', (request) => {
    const url = request.url();
    const { protocol, origin } = new URL(url);
    if (protocol === 'blob:' || protocol === 'data:' || origin === own) return;
    if (origin === own.replace('http', 'ws')) return;
    seen.push(`request to ${url}`);
  });
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', ({ message }) => {
    if (!noFault.some((one) => one.test(message))) seen.push(`error: ${message}`);
  });
  await page.addInitScript(() => {
    const tried: string[] = [];
    Object.assign(globalThis, { tried });
    // Attempts that the policy stopped count: nothing of what others write should get as far.
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      tried.push(`tried ${effectiveDirective} ${blockedURI}`);
    });
  });
  return {
    async all() {
      const tried = await page.evaluate(() => (globalThis as unknown as { tried: string[] }).tried);
      const ran = await page.evaluate(() => 'pwned' in globalThis);
      return [...seen, ...tried, ...(ran ? ['a script ran'] : [])];
    },
  };
}
