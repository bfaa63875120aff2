import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Route, routes } from '../src/http/index.ts';
import { protocolVersion } from '../src/index.ts';
import { DownFrame, UpFrame } from '../src/socket/index.ts';

/**
 * The wire as it stands. When this fails: a change that older peers can still read only needs the new
 * hash here; any other needs `protocolVersion` raised, a line in its history, and the new hash.
 */
const locked = { version: 3, hash: '0df8c813fa3d26ab' };

test('the wire has not changed without its version', () => {
  const describe = (schema: z.ZodType | undefined) =>
    schema === undefined ? null : z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  const wire = {
    routes: Object.values(routes as Record<string, Route>).map((route) => ({
      method: route.method,
      path: route.path,
      params: describe(route.params),
      query: describe(route.query),
      body: describe(route.body),
      answer: describe(route.answer),
    })),
    up: describe(UpFrame),
    down: describe(DownFrame),
  };
  const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
  expect({ version: protocolVersion, hash }).toEqual(locked);
});
