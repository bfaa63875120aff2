import { defineConfig } from 'vitest/config';

const workspaces = '{packages,apps}/*';
const browserJourneys = ['e2e/**/*.e2e.test.ts'];
const special = ['**/*.{pg,dom,vectors,e2e}.test.{ts,tsx}', '**/node_modules/**', '**/dist/**'];

/**
 * One project per kind of machine a test needs, named by the suffix of its file:
 * `.test.ts` nothing, `.vectors.test.ts` the published vectors, `.pg.test.ts` PostgreSQL,
 * `.dom.test.tsx` a simulated document, `.e2e.test.ts` the whole product and a browser.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${workspaces}/**/*.test.{ts,tsx}`, 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: special,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'vectors',
          include: [`${workspaces}/**/*.vectors.test.ts`],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: [`${workspaces}/**/*.pg.test.ts`],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'dom',
          include: [`${workspaces}/**/*.dom.test.{ts,tsx}`],
          environment: 'happy-dom',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: browserJourneys,
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
