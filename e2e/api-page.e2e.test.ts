import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProfile, type Profile } from './src/browser.ts';

let server: ServerProcess;
let reader: Profile;

beforeAll(async () => {
  server = await startServerProcess();
  reader = await openProfile();
});
afterAll(async () => {
  await reader?.close();
  await server?.remove();
});

test('the API reference can be read in a browser', async () => {
  await reader.page.goto(`${server.url}/api/docs`);
  await reader.page.getByText('/api/v1/keys/bundle/{user_id}').first().waitFor();
  expect(await reader.page.locator('.opblock').count()).toBeGreaterThan(30);
});
