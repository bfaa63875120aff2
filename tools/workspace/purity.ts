import { importsOf, type SourceFile } from './source-file.ts';

type Rule = {
  readonly where: (file: SourceFile) => boolean;
  readonly pattern: RegExp;
  readonly says: string;
};

const inside =
  (...folders: string[]) =>
  (file: SourceFile) =>
    !file.test && folders.some((folder) => file.path.startsWith(`${folder}/`));
const pure = inside('packages/protocol', 'packages/crypto');
const portable = inside('packages/protocol', 'packages/crypto', 'packages/client');
const product = (file: SourceFile) => !file.test && /^(packages|apps)\//.test(file.path);
const interfaceCode = inside('packages/react', 'apps/web');

const rules: Rule[] = [
  {
    where: pure,
    pattern: /\bDate\.now\(|new Date\(\)|performance\.now\(|\bsetTimeout\(|\bsetInterval\(/,
    says: 'reads a clock',
  },
  { where: product, pattern: /Math\.random\(/, says: 'uses Math.random' },
  {
    where: product,
    pattern: /\.innerHTML\b|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write\(/,
    says: 'writes HTML from a string',
  },
  { where: product, pattern: /\beval\(|new Function\(/, says: 'runs a string' },
  {
    where: (file) =>
      product(file) &&
      file.path !== 'apps/server/src/config/env.ts' &&
      !file.path.startsWith('apps/cli/src/platform/'),
    pattern: /process\.env\b/,
    says: 'reads the environment outside its one home',
  },
];

/** What a file does that its place forbids. */
export function impurities(file: SourceFile): string[] {
  const complaints = rules
    .filter((rule) => rule.where(file) && rule.pattern.test(file.text))
    .map((rule) => rule.says);
  for (const module of importsOf(file)) {
    if (portable(file) && module.startsWith('node:'))
      complaints.push(`imports ${module}: this package runs everywhere`);
    if (
      /^libsignal-/.test(module) &&
      !file.path.startsWith('packages/testing/') &&
      !file.path.startsWith('bench/')
    ) {
      complaints.push(`imports ${module}: an oracle of the private test workspace only`);
    }
    if (opensRatchets(module) && product(file) && !file.path.startsWith('packages/client/src/sessions/')) {
      complaints.push(`imports ${module}: only client/src/sessions opens the direct and group cryptography`);
    }
    if (interfaceCode(file) && /^@sotto\/(crypto|protocol\/socket)/.test(module)) {
      complaints.push(`imports ${module}: the interface shows, it neither encrypts nor transports`);
    }
  }
  return complaints;
}

function opensRatchets(module: string): boolean {
  return module === '@sotto/crypto/direct' || module === '@sotto/crypto/group';
}
