import { expect, test } from 'vitest';
import { forbiddenArrows } from './arrows.ts';
import { impurities } from './purity.ts';
import { shapeOf } from './shape.ts';
import { sourceFile } from './source-file.ts';

const arrow = (path: string, module: string) =>
  forbiddenArrows(sourceFile(path, `import { x } from '${module}';`));
const impurity = (path: string, text: string) => impurities(sourceFile(path, text));

test.each([
  ['packages/protocol/src/a.ts', '@sotto/crypto/public'],
  ['packages/crypto/src/a.ts', '@sotto/protocol'],
  ['apps/server/src/a.ts', '@sotto/protocol/content'],
  ['apps/server/src/a.ts', '@sotto/crypto/direct'],
  ['apps/server/src/a.ts', '@sotto/client'],
  ['packages/react/src/timeline/a.ts', '@sotto/store-browser'],
  ['packages/react/src/timeline/a.ts', '../../../client/src/client.ts'],
])('%s may not import %s', (path, module) => {
  expect(arrow(path, module)).not.toEqual([]);
});

test.each([
  ['apps/server/src/a.ts', '@sotto/crypto/public'],
  ['packages/client/src/sessions/a.ts', '@sotto/crypto/direct'],
  ['packages/react/src/timeline/a.ts', '../message/bubble.tsx'],
])('%s may import %s', (path, module) => {
  expect(arrow(path, module)).toEqual([]);
});

test.each([
  ['packages/crypto/src/a.ts', 'const now = Date.now();'],
  ['packages/client/src/a.ts', "import fs from 'node:fs';"],
  ['packages/client/src/messages/a.ts', "import { encrypt } from '@sotto/crypto/direct';"],
  ['apps/web/src/a.tsx', 'node.innerHTML = text;'],
  ['apps/web/src/a.tsx', "import { ready } from '@sotto/crypto/primitives';"],
  ['apps/server/src/messages/a.ts', 'const port = process.env.PORT;'],
  ['apps/server/src/a.ts', 'const id = Math.random();'],
])('%s may not say %s', (path, text) => {
  expect(impurity(path, text)).not.toEqual([]);
});

test('the environment is read in its one home', () => {
  expect(impurity('apps/server/src/config/env.ts', 'export const env = process.env;')).toEqual([]);
});

test('vague names and endless files are refused', () => {
  expect(shapeOf(sourceFile('packages/client/src/utils.ts', ''), '/')).not.toEqual([]);
  expect(shapeOf(sourceFile('packages/client/src/shared/a.ts', ''), '/')).not.toEqual([]);
  expect(shapeOf(sourceFile('packages/client/src/a.ts', 'x\n'.repeat(501)), '/')).not.toEqual([]);
});
