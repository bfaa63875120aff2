import { expect, test } from 'vitest';
import { precacheName, precachePaths } from './precache.ts';

const file = (url: string, revision: string | null = null) => ({ url, revision });

test('a file that is named twice is fetched once: twice would fail the installation', () => {
  expect(precachePaths([file('icon.svg', '1'), file('/icon.svg', '1'), file('index.html')])).toEqual([
    '/icon.svg',
    '/index.html',
  ]);
});

test('every change of a file makes another cache', () => {
  const before = precacheName([file('a.js'), file('index.html', '1')]);
  expect(precacheName([file('a.js'), file('index.html', '1')])).toBe(before);
  expect(precacheName([file('a.js'), file('index.html', '2')])).not.toBe(before);
  expect(precacheName([file('b.js'), file('index.html', '1')])).not.toBe(before);
});
