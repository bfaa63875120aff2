import { execFileSync } from 'node:child_process';

/** Servers that benchmarks run beside ours, from the packages of Debian. */
const packages = ['mosquitto'];

const install = ['install', '-y', '--no-install-recommends', ...packages];
const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
try {
  execFileSync('apt-get', install, options);
} catch {
  // The lists of packages may be older than the packages.
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', install, options);
}
