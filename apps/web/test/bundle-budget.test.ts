import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import budgets from '../budgets.json' with { type: 'json' };

const dist = join(import.meta.dirname, '..', 'dist');
const built = existsSync(join(dist, 'index.html'));

/** Fonts are compressed already; everything else travels gzipped. */
function sizeOf(path: string): number {
  const bytes = readFileSync(join(dist, path));
  return path.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

function assets(pattern: RegExp): string[] {
  return readdirSync(join(dist, 'assets'))
    .filter((name) => pattern.test(name))
    .map((name) => `assets/${name}`);
}

/** A script and every script it cannot start without. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = readFileSync(join(dist, path), 'utf8');
  for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
    withImports(`assets/${name}`, seen);
  }
  return seen;
}

/** What is fetched until the conversations of somebody who is signed in are on screen. */
function firstLoad(): string[] {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[\w.-]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? '',
  );
  const scripts = [...named.filter((path) => path.endsWith('.js')), ...assets(/^main-screen-.*\.js$/)];
  const all = new Set(scripts.flatMap((path) => [...withImports(path)]));
  return [
    'index.html',
    'appearance.js',
    ...all,
    ...named.filter((path) => path.endsWith('.css')),
    ...assets(/^inter-latin-(?!ext).*\.woff2$/),
  ];
}

const total = (paths: readonly string[]) => paths.reduce((sum, path) => sum + sizeOf(path), 0);

// The sizes exist once the app is built; `npm run build` comes before the tests in `verify`.
test.runIf(built)('the first load, typeface included, keeps its budget', () => {
  expect(total(firstLoad())).toBeLessThanOrEqual(budgets.firstLoadGzipBytes);
});

test.runIf(built)('the whole page, every dialog and setting, keeps its budget', () => {
  const engine = /client-worker|sqlite3/;
  const scripts = assets(/\.(?:js|css)$/).filter((path) => !engine.test(path));
  expect(total(scripts)).toBeLessThanOrEqual(budgets.wholePageGzipBytes);
});

test.runIf(built)('the page holds none of the engine', () => {
  for (const path of assets(/\.js$/).filter((name) => !/client-worker|sqlite3/.test(name))) {
    const source = readFileSync(join(dist, path), 'utf8');
    expect(source, path).not.toMatch(/libsodium|PQXDH|ZodError|opaque_ke/);
  }
});
