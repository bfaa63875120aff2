import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@sotto/protocol/http';
import {
  callRoute,
  joinOnWire,
  openDatabase,
  requestRoute,
  type ServerProcess,
  setUpOnWire,
  startServerProcess,
  type WireAccount,
} from '@sotto/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepNow } from './blob-sweep.ts';
import { announce, download, forAccounts, newBlob, offsetOf, patch, uploaded } from './blob-transfer.ts';
import { addTo, commit, makeGroup } from './grouping.ts';
import { post, sendFrame } from './messaging.ts';

const mebibyte = 2 ** 20;
const settings = {
  SOTTO_RATE_FACTOR: '1000',
  SOTTO_FILE_BYTES_MAX: String(8 * mebibyte),
  SOTTO_FILE_BYTES_PER_ACCOUNT: String(20 * mebibyte),
  SOTTO_FILE_BYTES_TOTAL: String(40 * mebibyte),
  SOTTO_BLOCKED_EXTENSIONS: 'none',
};
let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;
let carl: WireAccount;

beforeAll(async () => {
  server = await startServerProcess({ env: settings });
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
  carl = await joinOnWire(anna, 'carl');
});
afterAll(() => server.remove());

async function restart(more: Record<string, string> = {}): Promise<void> {
  const { dataDir, url } = server;
  await server.stop();
  server = await startServerProcess({
    dataDir,
    port: Number(new URL(url).port),
    env: { ...settings, ...more },
  });
}
const limitsOf = (account: WireAccount) =>
  callRoute(account.url, routes.getBlobLimits, { token: account.token });
const remove = (account: WireAccount, blobId: string) =>
  requestRoute(account.url, routes.removeBlob, { token: account.token, params: { blob_id: blobId } });

describe('quotas', () => {
  test('a person has so much room, counted from the announcement, and back when it is removed', async () => {
    const before = (await limitsOf(anna)).account_bytes_left as number;
    const blobs = [newBlob(7 * mebibyte), newBlob(7 * mebibyte)];
    for (const blob of blobs) expect((await announce(anna, blob, forAccounts(ben))).status).toBe(201);
    const third = newBlob(7 * mebibyte);
    expect((await announce(anna, third, forAccounts(ben))).body).toMatchObject({ code: 'quota-exceeded' });
    expect((await limitsOf(anna)).account_bytes_left).toBe(before - 2 * (blobs[0]?.bytes.length ?? 0));
    // Nobody else is concerned.
    expect((await announce(ben, third, forAccounts(anna))).status).toBe(201);
    await remove(ben, third.blobId);
    for (const { blobId } of blobs) await remove(anna, blobId);
    expect((await limitsOf(anna)).account_bytes_left).toBe(before);
    expect((await announce(anna, third, forAccounts(ben))).status).toBe(201);
    await remove(anna, third.blobId);
  });

  test('two announcements at once do not share the last room', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => announce(anna, newBlob(7 * mebibyte), forAccounts(ben))),
    );
    const taken = answers.filter(({ status }) => status === 201).map(({ body }) => body.blob_id);
    expect(taken).toHaveLength(2);
    for (const blobId of taken) await remove(anna, blobId);
  });

  test('all together have so much room', async () => {
    const taken: [WireAccount, string][] = [];
    let refused: unknown;
    for (const account of [anna, ben, carl, anna, ben, carl]) {
      const blob = newBlob(7 * mebibyte);
      const { status, body } = await announce(account, blob, forAccounts(account));
      if (status === 201) taken.push([account, blob.blobId]);
      else refused = body;
    }
    expect(refused).toMatchObject({ code: 'storage-full', status: 507 });
    expect(taken).toHaveLength(5);
    for (const [account, blobId] of taken) await remove(account, blobId);
  });

  test('a file larger than files may be is refused by its own name', async () => {
    expect((await announce(anna, newBlob(9 * mebibyte), forAccounts(ben))).body).toMatchObject({
      code: 'file-too-large',
    });
    expect(await limitsOf(anna)).toMatchObject({ file_bytes_max: 8 * mebibyte, blocked_extensions: [] });
  });
});

describe('a disk with no room left', () => {
  test('new uploads are refused, those under way wait and lose nothing, messages still come through', async () => {
    const whole = await uploaded(anna, forAccounts(ben), mebibyte);
    const half = newBlob(6 * mebibyte);
    await announce(anna, half, forAccounts(ben));
    await patch(anna, half, { to: 3 * mebibyte });
    await restart({ SOTTO_DISK_RESERVE_BYTES: String(2 ** 49) });

    expect((await limitsOf(anna)).accepting).toBe(false);
    expect((await announce(anna, newBlob(), forAccounts(ben))).body).toMatchObject({ code: 'storage-full' });
    const stood = (await offsetOf(anna, half)) as number;
    expect(await patch(anna, half, { from: stood })).toMatchObject({ status: 507, code: 'storage-full' });
    expect(await offsetOf(anna, half)).toBe(stood);
    expect((await download(ben, whole)).bytes.equals(whole.bytes)).toBe(true);
    expect(await post(anna, sendFrame(ben))).toMatchObject({ outcome: 'accepted' });

    await restart();
    expect((await patch(anna, half, { from: stood })).status).toBe(204);
    expect((await download(ben, half)).bytes.equals(half.bytes)).toBe(true);
    for (const { blobId } of [whole, half]) await remove(anna, blobId);
  });

  test('what was announced and has not come counts as taken', async () => {
    const { accepting } = await limitsOf(anna);
    expect(accepting).toBe(true);
    const owner = await openDatabase(server, 'owner');
    const blob = newBlob(mebibyte);
    await announce(anna, blob, forAccounts(ben));
    const { rows } = await owner.query('select blob_bytes_expected() as bytes');
    expect(Number(rows[0].bytes)).toBe(blob.bytes.length);
    await owner.end();
    await remove(anna, blob.blobId);
  });
});

describe('groups', () => {
  test('a file of a group is for whoever is in it when they ask', async () => {
    const group = await makeGroup(anna);
    const audience = { kind: 'group' as const, group_id: group };
    const blob = await uploaded(anna, audience);
    expect((await download(ben, blob)).status).toBe(404);
    await addTo(group, 0, anna, [ben]);
    expect((await download(ben, blob)).status).toBe(200);
    await commit(anna, group, 1, { removed: [ben] });
    expect((await download(ben, blob)).status).toBe(404);
    // Nobody uploads into a group they are not in.
    expect((await announce(carl, newBlob(), audience)).body).toMatchObject({ code: 'audience-refused' });
    await remove(anna, blob.blobId);
  });
});

describe('collecting', () => {
  const age = async (blobId: string, interval: string) => {
    const owner = await openDatabase(server, 'owner');
    await owner.query(
      'update blobs set touched_at = now() - $2::interval, created_at = now() - $2::interval where blob_id = $1',
      [blobId, interval],
    );
    await owner.end();
  };
  const filesOf = () =>
    readdirSync(join(server.dataDir, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('/'),
    );
  const keep = (account: WireAccount, blobId: string) =>
    requestRoute(account.url, routes.keepBlob, { token: account.token, params: { blob_id: blobId } });

  test('uploads that rest too long, files nobody keeps, files that ran out; and nothing else', async () => {
    const half = newBlob();
    await announce(anna, half, forAccounts(ben));
    await patch(anna, half, { to: 1500 });
    const [resting, unkept, kept, fetched, fresh] = [
      half,
      await uploaded(anna, forAccounts(ben)),
      await uploaded(anna, forAccounts(ben)),
      await uploaded(anna, forAccounts(ben)),
      await uploaded(anna, forAccounts(ben)),
    ];
    await keep(anna, kept.blobId);
    await download(ben, fetched);
    // The uploader's own look keeps nothing.
    await download(anna, unkept);
    const expiring = newBlob();
    await announce(anna, expiring, forAccounts(ben), {
      expires_at: new Date(Date.now() + 1500).toISOString(),
    });
    await patch(anna, expiring);
    await keep(anna, expiring.blobId);
    expect((await download(ben, expiring)).status).toBe(200);
    for (const { blobId } of [resting, unkept, kept, fetched]) await age(blobId, '60 days');
    await new Promise((resolve) => setTimeout(resolve, 1600));
    // Gone for everybody before anything is collected.
    expect((await download(ben, expiring)).status).toBe(404);

    await sweepNow(server);
    const left = filesOf().map((name) => name.split('/').at(-1));
    expect(left.sort()).toEqual([kept, fetched, fresh].map(({ blobId }) => blobId).sort());
    expect((await download(ben, kept)).status).toBe(200);
    expect((await download(ben, unkept)).status).toBe(404);
    for (const { blobId } of [kept, fetched, fresh]) await remove(anna, blobId);
    expect((await limitsOf(anna)).account_bytes_left).toBe(20 * mebibyte);
  });

  test('what lies in the folder and belongs to nobody, once it is old', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    for (const name of [old, young]) {
      mkdirSync(join(server.dataDir, 'blobs', name.slice(0, 2)), { recursive: true });
      writeFileSync(join(server.dataDir, 'blobs', name.slice(0, 2), name), 'stray');
    }
    const path = join(server.dataDir, 'blobs', old.slice(0, 2), old);
    utimesSync(path, new Date(0), new Date(0));
    await sweepNow(server);
    const left = filesOf().map((name) => name.split('/').at(-1));
    expect(left).toContain(young);
    expect(left).not.toContain(old);
  });

  test('files for a group that nobody is in any more', async () => {
    const group = await makeGroup(carl);
    const blob = await uploaded(carl, { kind: 'group', group_id: group });
    await keep(carl, blob.blobId);
    await sweepNow(server);
    expect((await download(carl, blob)).status).toBe(200);
    const owner = await openDatabase(server, 'owner');
    await owner.query(
      'update group_members m set left_seq = 1 from groups g where g.group_pk = m.group_pk and g.group_id = $1',
      [group],
    );
    await owner.end();
    await sweepNow(server);
    expect(filesOf().some((name) => name.endsWith(blob.blobId))).toBe(false);
  });

  test('files of an organisation that keeps none longer', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    await keep(anna, blob.blobId);
    await age(blob.blobId, '40 days');
    await restart({ SOTTO_FILE_DAYS: '30' });
    await sweepNow(server, { SOTTO_FILE_DAYS: '30' });
    expect((await download(ben, blob)).status).toBe(404);
  });
});
