import { importsOf, type SourceFile } from './source-file.ts';

/**
 * Which workspace may import which, and through which entries. An arrow that is missing here needs a
 * decision record, not a line. `*` stands for every entry.
 */
const arrows: Record<string, Record<string, string[]>> = {
  'packages/protocol': {},
  'packages/crypto': {},
  'packages/client': { '@sotto/protocol': ['*'], '@sotto/crypto': ['*'] },
  'packages/store-browser': { '@sotto/client': ['*'] },
  'packages/store-node': { '@sotto/client': ['*'] },
  'packages/react': { '@sotto/client': ['*'] },
  'apps/server': { '@sotto/protocol': ['.', './http', './socket'], '@sotto/crypto': ['./public'] },
  'apps/web': { '@sotto/client': ['*'], '@sotto/react': ['*'], '@sotto/store-browser': ['*'] },
  examples: { '@sotto/client': ['*'], '@sotto/react': ['*'], '@sotto/store-browser': ['*'] },
  'apps/cli': { '@sotto/client': ['*'], '@sotto/store-node': ['*'] },
};

/** Imports between workspaces that the architecture does not allow. */
export function forbiddenArrows(file: SourceFile): string[] {
  const allowed = arrows[file.workspace];
  if (allowed === undefined || file.test) return [];
  const complaints: string[] = [];
  for (const module of importsOf(file)) {
    if (module.startsWith('@sotto/')) {
      const [scope, name, ...rest] = module.split('/');
      const entries = allowed[`${scope}/${name}`];
      const entry = rest.length === 0 ? '.' : `./${rest.join('/')}`;
      if (entries === undefined) complaints.push(`imports ${module}: no arrow from ${file.workspace} to it`);
      else if (!entries.includes('*') && !entries.includes(entry))
        complaints.push(`imports ${module}: not through that entry`);
    } else if (module.startsWith('.') && leavesWorkspace(file, module)) {
      complaints.push(`reaches into another workspace by path: ${module}`);
    }
  }
  return complaints;
}

function leavesWorkspace(file: SourceFile, module: string): boolean {
  const depth = file.path.slice(file.workspace.length + 1).split('/').length - 1;
  const up = module.split('/').filter((step) => step === '..').length;
  return up > depth;
}
