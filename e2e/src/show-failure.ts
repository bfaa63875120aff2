import { basename } from 'node:path';
import type { TestContext } from 'vitest';
import type { Profile } from './browser.ts';
import { shotPath } from './shot-path.ts';

/** After a test that failed: where everybody stood, as a picture in `test-results` and in words in the log. */
export async function showFailure(
  { task }: TestContext,
  profiles: Readonly<Record<string, Profile | undefined>>,
): Promise<void> {
  if (task.result?.state !== 'fail') return;
  for (const [who, profile] of Object.entries(profiles)) {
    if (profile === undefined) continue;
    const name = `failed-${basename(task.file.name, '.e2e.test.ts')}-${who}`;
    await profile.page.screenshot({ path: shotPath(`${name}.png`) });
    const { place, focus, shown } = await profile.page.evaluate(() => ({
      place: location.hash,
      focus: document.activeElement?.outerHTML.slice(0, 200),
      shown: document.body.textContent.slice(-1500),
    }));
    console.error(`${task.name}: ${who} stood at ${place}, the focus on ${focus}, and saw\n${shown}`);
  }
}
