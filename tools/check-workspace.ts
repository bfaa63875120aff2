import { join } from 'node:path';
import { forbiddenArrows } from './workspace/arrows.ts';
import { manifestComplaints } from './workspace/manifests.ts';
import { impurities } from './workspace/purity.ts';
import { shapeOf, shapeOfAll } from './workspace/shape.ts';
import { sourceFiles } from './workspace/source-file.ts';

/** Checks the rules of ARCHITECTURE.md that a compiler does not know. */
const root = join(import.meta.dirname, '..');
const files = sourceFiles(root);
const complaints = [
  ...files.flatMap((file) =>
    [...forbiddenArrows(file), ...impurities(file), ...shapeOf(file, root)].map(
      (what) => `${file.path}: ${what}`,
    ),
  ),
  ...shapeOfAll(files),
  ...manifestComplaints(root),
];
for (const complaint of complaints) console.error(complaint);
console.log(
  complaints.length === 0
    ? `${files.length} files keep the workspace rules`
    : `${complaints.length} complaints`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
