import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian packages the browser journeys need, and how to see that one is there. */
const needed = [
  { name: 'chromium', present: () => chromiumPaths.some((path) => existsSync(path)) },
  {
    name: 'firefox-esr',
    present: () => existsSync('/usr/bin/firefox-esr') || existsSync('/usr/bin/firefox'),
  },
  {
    name: 'fonts-noto-color-emoji',
    present: () => existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'),
  },
];

/** Installs what the tests need from Debian and is missing; says clearly what it could not install. */
export function installSystemPackages(): void {
  const missing = needed.filter((part) => !part.present()).map((part) => part.name);
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    console.error(
      `Not installed: ${missing.join(', ')}. As root on Debian this command would install them; please do.`,
    );
    return;
  }
  console.log(`Installing ${missing.join(', ')} from Debian …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch {
    console.error(`Could not install ${missing.join(', ')}: the tests that need them will fail and say so.`);
  }
}
