import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './source-file.ts';

const linesMax = 500;
const medianMax = 80;
const p90Max = 300;
const vagueNames = /(^|\/)(utils?|helpers?|common|shared|misc|types)(\/|\.tsx?$)/;

/** Complaints about one file's name and length. */
export function shapeOf(file: SourceFile, root: string): string[] {
  const complaints: string[] = [];
  if (vagueNames.test(file.path)) complaints.push('is named after nothing in particular');
  if (!file.test && lines(file) > linesMax)
    complaints.push(`has ${lines(file)} lines, more than ${linesMax}`);
  if (!file.test && file.path.endsWith('/index.ts') && !isEntry(file, root)) {
    complaints.push('is an index.ts that no package.json names as an entry');
  }
  return complaints;
}

/** Complaints about the size of source files taken together. */
export function shapeOfAll(files: readonly SourceFile[]): string[] {
  const sizes = files
    .filter((file) => !file.test && /^(packages|apps)\//.test(file.path))
    .map(lines)
    .sort((a, b) => a - b);
  const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0;
  const complaints: string[] = [];
  if (at(0.5) > medianMax)
    complaints.push(`the median source file has ${at(0.5)} lines, more than ${medianMax}`);
  if (at(0.9) > p90Max) complaints.push(`one source file in ten has more than ${p90Max} lines (${at(0.9)})`);
  return complaints;
}

function lines(file: SourceFile): number {
  return file.text.split('\n').length - 1;
}

function isEntry(file: SourceFile, root: string): boolean {
  const manifest = join(root, file.workspace, 'package.json');
  if (!existsSync(manifest)) return false;
  const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> };
  return Object.values(exports).some((entry) => join(file.workspace, entry) === file.path);
}
