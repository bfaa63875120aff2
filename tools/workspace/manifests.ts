import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = {
  name?: string;
  license?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const exact = /^(\d+\.\d+\.\d+(-[\w.]+)?|npm:@?[\w./-]+@\d+\.\d+\.\d+)$/;
/** Packages whose licence allows them only as oracles of the private test workspace. */
const oracles = /^(libsignal-|@signalapp\/|@wireapp\/)/;

/** What is wrong with the package manifests and the lock file. */
export function manifestComplaints(root: string): string[] {
  const complaints: string[] = [];
  const folders = [
    '',
    'e2e',
    'bench',
    ...below(root, 'packages'),
    ...below(root, 'apps'),
    ...below(root, 'examples'),
  ];
  for (const folder of folders) {
    const path = join(root, folder, 'package.json');
    if (!existsSync(path)) continue;
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    const where = join(folder, 'package.json');
    if (manifest.license !== 'Apache-2.0') complaints.push(`${where}: the licence is Apache-2.0`);
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const [name, version] of Object.entries(all)) {
      if (!exact.test(version)) complaints.push(`${where}: ${name} is not pinned (${version})`);
      if (oracles.test(name) && folder !== 'packages/testing')
        complaints.push(`${where}: ${name} belongs to packages/testing`);
    }
  }
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (/"resolved":\s*"https?:/.test(lock)) complaints.push('package-lock.json: names a registry host');
  return complaints;
}

function below(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => join(folder, name));
}
