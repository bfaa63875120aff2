import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'test-results');

/** Where a picture of a screen is kept to be looked at. */
export function shotPath(name: string): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
