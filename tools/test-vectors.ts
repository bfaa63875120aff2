import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runStep } from './verify/step.ts';

/** The published vectors alone, from `SOTTO_VECTORS` or the folder beside the checkout. */
const root = join(import.meta.dirname, '..');
const folder = resolve(process.env['SOTTO_VECTORS'] ?? join(root, '..', 'shared', 'vectors'));
if (!existsSync(folder)) {
  console.error(
    `No vectors at ${folder}. Set SOTTO_VECTORS; vectors/SOURCES.md says where each file comes from.`,
  );
}
const result = await runStep(
  'vectors',
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--project', 'vectors'],
  {
    cwd: root,
    env: { SOTTO_VECTORS: folder },
  },
);
process.exitCode = result.ok ? 0 : 1;
