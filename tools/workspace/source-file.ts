import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One source file of the repository, as the rules see it. */
export type SourceFile = {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** `packages/crypto`, `apps/server`, `tools` ... */
  readonly workspace: string;
  readonly test: boolean;
};

const code = /\.(ts|tsx)$/;
const tests = /\.test\.tsx?$|\/test\/|^packages\/testing\/|^e2e\/|^bench\/|^tools\//;

/** A file and what the rules need to know about it. */
export function sourceFile(path: string, text: string): SourceFile {
  const [first = '', second = ''] = path.split('/');
  const workspace = first === 'packages' || first === 'apps' ? `${first}/${second}` : first;
  return { path, text, workspace, test: tests.test(path) };
}

/** Every TypeScript file that git knows or would add. */
export function sourceFiles(root: string): SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const files: SourceFile[] = [];
  for (const path of listed.split('\n')) {
    if (!code.test(path)) continue;
    try {
      files.push(sourceFile(path, readFileSync(join(root, path), 'utf8')));
    } catch {
      // Deleted in the working tree, not yet in the index.
    }
  }
  return files;
}

/** The modules a file imports, however it does it. */
export function importsOf(file: SourceFile): string[] {
  const found = file.text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g);
  return [...found].map((match) => match[1] as string);
}
