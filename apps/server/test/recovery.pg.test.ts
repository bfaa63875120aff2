import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
  waitUntil,
} from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: ServerProcess;
let anna: WireAccount;

beforeAll(async () => {
  server = await startServerProcess();
  anna = await setUpOnWire(server, 'anna');
});
afterAll(() => server.remove());

function databasePid(): number {
  return Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Whether a database runs that is not this one. */
function isAnother(pid: number): boolean {
  try {
    return databasePid() !== pid;
  } catch {
    return false;
  }
}

async function restart(): Promise<void> {
  server = await startServerProcess({ dataDir: server.dataDir });
  const { accounts } = await callRoute(server.url, routes.listAccounts, { token: anna.token });
  expect(accounts.map((account) => account.username)).toEqual(['anna']);
}

async function isServed(): Promise<boolean> {
  await sleep(25);
  const { status } = await requestRoute(server.url, routes.listAccounts, { token: anna.token });
  return status === 200;
}

test('after kill -9 of the server the next start takes the database over', async () => {
  await server.stop('SIGKILL');
  await restart();
});

test('after kill -9 of both the next start recovers', async () => {
  const pid = databasePid();
  process.kill(pid, 'SIGKILL');
  await server.stop('SIGKILL');
  await restart();
});

test('after kill -9 of the database the server restarts it and goes on', async () => {
  process.kill(databasePid(), 'SIGKILL');
  const statuses = new Set<number>();
  for (let i = 0; i < 400; i++) {
    const { status } = await requestRoute(server.url, routes.listAccounts, { token: anna.token });
    statuses.add(status);
    if (status === 200 && i > 3) break;
    await sleep(25);
  }
  const failures = server
    .output()
    .match(/.*request-failed.*/g)
    ?.join('\n');
  expect(
    [...statuses].filter((status) => status !== 200 && status !== 503),
    failures,
  ).toEqual([]);
  expect((await requestRoute(server.url, routes.listAccounts, { token: anna.token })).status).toBe(200);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test('and again when it is killed as soon as it answers', async () => {
  for (let round = 0; round < 6; round++) {
    const before = databasePid();
    process.kill(before, 'SIGKILL');
    // Its first answer comes some tens of milliseconds after its process.
    await waitUntil('another database runs', () => isAnother(before));
    await sleep(round * 25);
    if (isAnother(before)) process.kill(databasePid(), 'SIGKILL');
    await waitUntil('the server goes on', isServed);
  }
}, 120_000);

test('and again when for a while no process can be made for it', async () => {
  const folder = join(server.dataDir, 'postgres');
  const before = databasePid();
  const failures = () => server.output().split('database-restart-failed').length;
  const failedBefore = failures();
  // It is started in its folder: where that is missing, starting it is an error and not a process that ends.
  renameSync(folder, `${folder}.away`);
  process.kill(before, 'SIGKILL');
  await waitUntil('an attempt failed', () => failures() > failedBefore);
  renameSync(`${folder}.away`, folder);
  await waitUntil('the server goes on', isServed);
}, 60_000);

test('a second server on the same folder is refused, and the first goes on', async () => {
  await expect(startServerProcess({ dataDir: server.dataDir })).rejects.toThrow('another server is using');
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test('a stopped server leaves no database behind', async () => {
  const pid = databasePid();
  await server.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await restart();
});
