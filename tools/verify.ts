import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCounts } from './verify/counts.ts';
import { runStep, type StepResult } from './verify/step.ts';
import { installSystemPackages } from './verify/system-packages.ts';

/**
 * Every check of the project, in the order in which they are cheap: `npm test` and `npm run verify`.
 * `--quick` leaves out what needs a database or a browser: the check before a commit.
 */
const root = join(import.meta.dirname, '..');
const quick = process.argv.includes('--quick');
const cache = join(root, '.cache');
mkdirSync(cache, { recursive: true });

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const step = (name: string, command: string, args: string[], env?: NodeJS.ProcessEnv) =>
  runStep(name, command, args, { cwd: root, ...(env === undefined ? {} : { env }) });

if (!quick) installSystemPackages();

const steps: StepResult[] = [];
steps.push(await step('lint and format', bin('biome'), ['ci', '.']));
for (const config of typeConfigs()) steps.push(await step(`types: ${config}`, bin('tsc'), ['-p', config]));
steps.push(await step('workspace rules', process.execPath, ['tools/check-workspace.ts']));
steps.push(await step('unused code', bin('knip'), ['--no-progress']));
if (!quick) {
  steps.push(await step('web app', process.execPath, ['tools/build-web-app.ts']));
  for (const name of readdirSync(join(root, 'examples')))
    steps.push(await step(`example: ${name}`, 'npm', ['run', 'build', '--silent', '-w', `examples/${name}`]));
}

const report = join(cache, 'tests.json');
const projects = quick ? ['unit', 'dom'] : ['unit', 'dom', 'vectors', 'pg', 'e2e'];
const tests = await step('tests', bin('vitest'), [
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);

const counts = readCounts(report);
const failedSteps = steps.filter((result) => !result.ok);
const failed = counts.failed + failedSteps.length + (counts.failed === 0 && !tests.ok ? 1 : 0);
const seconds = [...steps, tests].reduce((sum, result) => sum + result.seconds, 0);
console.log(
  `\n${steps.length} checks and ${counts.passed + counts.failed + counts.skipped} tests in ${seconds.toFixed(0)} s`,
);
for (const result of failedSteps) console.log(`failed: ${result.name}`);
console.log(
  `${counts.passed + steps.length - failedSteps.length} passed, ${failed} failed, ${counts.skipped} skipped`,
);
process.exitCode = failed === 0 ? 0 : 1;

function typeConfigs(): string[] {
  const folders = ['packages', 'apps', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'tsconfig.json')),
  );
  return [...folders.filter((config) => existsSync(join(root, config))), 'tsconfig/tests.json'];
}
