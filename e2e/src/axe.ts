import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = {
  violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
};

/** What axe finds wrong on the page as it stands, in short; empty when nothing is. WCAG 2.2 AA and best practice. */
export async function axeViolations(page: Page): Promise<string[]> {
  // By the debugger, as the page's own policy forbids foreign scripts.
  await page.evaluate(source);
  const result = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return result.violations.map(
    ({ id, impact, nodes }) =>
      `${id} (${impact}): ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
}
