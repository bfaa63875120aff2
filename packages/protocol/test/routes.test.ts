import { expect, test } from 'vitest';
import { type Route, routes } from '../src/http/index.ts';

const all = Object.entries(routes as Record<string, Route>);

test('no two routes share an address', () => {
  const addresses = all.map(([, route]) => `${route.method} ${route.path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test.each(all)('%s: its path names exactly its parameters', (_name, route) => {
  const named = [...route.path.matchAll(/:([a-z_]+)/g)].map((match) => match[1]).sort();
  expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(named);
  for (const parameter of Object.values(route.self ?? {})) expect(named).toContain(parameter);
});

test.each(all)('%s: answers with a body of a known form unless it says there is none', (_name, route) => {
  expect(route.answer === undefined).toBe(route.status === 204 || route.bytes === 'down');
});

test('no route can encrypt, decrypt or make keys', () => {
  for (const [name, route] of all) {
    expect(`${name} ${route.path}`.toLowerCase()).not.toMatch(/encrypt|decrypt|generate/);
  }
});
