import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64 } from '@sotto/protocol';
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
import { blobContract } from './blob-contract.ts';
import { announce, atBlob, download, forAccounts, head, newBlob, patch, uploaded } from './blob-transfer.ts';

let server: ServerProcess;
let anna: WireAccount;
let ben: WireAccount;
let carl: WireAccount;
const env = { SOTTO_RATE_FACTOR: '1000' };

beforeAll(async () => {
  server = await startServerProcess({ env });
  anna = await setUpOnWire(server, 'anna');
  ben = await joinOnWire(anna, 'ben');
  carl = await joinOnWire(anna, 'carl');
});
afterAll(() => server.remove());

blobContract({
  server: () => server,
  anna: () => anna,
  ben: () => ben,
  async restart() {
    const { dataDir, url } = server;
    await server.stop('SIGKILL');
    server = await startServerProcess({ env, dataDir, port: Number(new URL(url).port) });
  },
});

const withCapability = (blob: { capability: Buffer }) => ({
  headers: { 'sotto-capability': encodeBase64(blob.capability) },
});

describe('who gets a file', () => {
  test('only those it is for, and only with its capability', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    const refused = { status: 404, code: 'blob-unknown' };
    expect(await download(ben, blob)).toMatchObject({ status: 200 });
    expect(await download(anna, blob)).toMatchObject({ status: 200 });
    // Not for him, though he has the capability; for him, though he has not.
    expect(await download(carl, blob)).toMatchObject(refused);
    expect(await download(ben, { ...blob, capability: Buffer.alloc(32) })).toMatchObject(refused);
    for (const capability of ['', 'x', encodeBase64(new Uint8Array(31))])
      expect(await download(ben, blob, { 'sotto-capability': capability })).toMatchObject(refused);
    expect(await atBlob(ben, blob.blobId, { method: 'GET' })).toMatchObject(refused);
    // One that does not exist is answered alike.
    expect(await download(ben, newBlob())).toMatchObject(refused);
    expect(
      await atBlob({ ...ben, token: 'none' }, blob.blobId, { method: 'GET', ...withCapability(blob) }),
    ).toMatchObject({
      status: 401,
    });
  });

  test('nobody before it is whole', async () => {
    const blob = newBlob();
    await announce(anna, blob, forAccounts(ben));
    await patch(anna, blob, { to: 1500 });
    expect((await download(ben, blob)).status).toBe(404);
    expect((await download(anna, blob)).status).toBe(404);
  });

  test('another person’s upload is nobody else’s to continue, look at, keep or remove', async () => {
    const blob = newBlob();
    await announce(anna, blob, forAccounts(ben));
    expect((await head(ben, blob)).status).toBe(404);
    expect(await patch(ben, blob)).toMatchObject({ code: 'blob-unknown' });
    expect(await atBlob(ben, blob.blobId, { method: 'DELETE' })).toMatchObject({ code: 'blob-unknown' });
    await patch(anna, blob);
    const keep = (who: WireAccount) =>
      requestRoute(who.url, routes.keepBlob, { token: who.token, params: { blob_id: blob.blobId } });
    expect((await keep(ben)).status).toBe(404);
    expect((await keep(anna)).status).toBe(204);
  });

  test('an id that is taken is told, whoever has it', async () => {
    const blob = newBlob();
    await announce(anna, blob, forAccounts(ben));
    for (const [who, other] of [
      [ben, blob],
      [anna, { ...blob, capability: Buffer.alloc(32) }],
      [anna, { ...blob, bytes: newBlob(9000).bytes }],
    ] as const)
      expect((await announce(who, other, forAccounts(anna))).body).toMatchObject({ code: 'blob-exists' });
  });

  test('somebody it is passed on to', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    const share = (from: WireAccount, to: WireAccount, capability = blob.capability) =>
      fetch(`${from.url}/api/v1/blobs/${blob.blobId}/audiences`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${from.token}`,
          'content-type': 'application/json',
          'sotto-capability': encodeBase64(capability),
        },
        body: JSON.stringify({ audience: forAccounts(to) }),
      });
    expect((await share(carl, carl)).status).toBe(404);
    expect((await share(ben, carl, Buffer.alloc(32))).status).toBe(404);
    expect((await download(carl, blob)).status).toBe(404);
    expect((await share(ben, carl)).status).toBe(204);
    expect((await download(carl, blob)).status).toBe(200);
  });

  test('an audience has to exist', async () => {
    const nobody = { accountId: '00000000-0000-4000-8000-000000000000' as never };
    expect((await announce(anna, newBlob(), forAccounts(nobody))).body).toMatchObject({
      code: 'audience-refused',
    });
    const group = { kind: 'group' as const, group_id: nobody.accountId };
    expect((await announce(anna, newBlob(), group)).body).toMatchObject({ code: 'audience-refused' });
  });
});

describe('the access log', () => {
  const list = (who: WireAccount, blobId: string, query = {}) =>
    requestRoute(who.url, routes.listBlobAccesses, {
      token: who.token,
      params: { blob_id: blobId },
      query,
    });

  test('tells the uploader everything, the others what they did, strangers nothing', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    expect((await list(anna, blob.blobId)).body).toEqual({ accesses: [], next: null });
    expect((await list(ben, blob.blobId)).status).toBe(404);
    await download(ben, blob);
    await download(ben, blob, { range: 'bytes=0-9' });
    await download(anna, blob);
    await download(carl, blob);
    const { accesses } = (await list(anna, blob.blobId)).body;
    expect(accesses.map(({ user_id, device_id, action }) => [user_id, device_id, action])).toEqual([
      [ben.accountId, ben.deviceId, 'download'],
      [anna.accountId, anna.deviceId, 'download'],
    ]);
    expect((await list(ben, blob.blobId)).body.accesses).toHaveLength(1);
    expect((await list(carl, blob.blobId)).status).toBe(404);
    const first = (await list(anna, blob.blobId, { limit: '1' })).body;
    expect(first.next).not.toBeNull();
    const second = (await list(anna, blob.blobId, { limit: '1', after: first.next as string })).body;
    expect(second).toMatchObject({ accesses: [{ user_id: anna.accountId }], next: null });
  });
});

describe('what may be uploaded', () => {
  test('REQ-C3: only what has the length of a padded file', async () => {
    for (const length of [1, 1055, 1057, 3000, 5_000_000])
      expect((await announce(anna, newBlob(), forAccounts(ben), { length })).body).toMatchObject({
        code: 'blob-length-refused',
      });
  });

  test('nothing larger than files may be', async () => {
    const length = newBlob(0).bytes.length + 2 ** 40;
    expect((await announce(anna, newBlob(), forAccounts(ben), { length })).body).toMatchObject({
      code: 'file-too-large',
    });
  });

  test('the limits are told before', async () => {
    const limits = await callRoute(anna.url, routes.getBlobLimits, { token: anna.token });
    expect(limits).toMatchObject({ file_bytes_max: 5 * 2 ** 30, accepting: true });
    expect(limits.blocked_extensions).toContain('exe');
    expect(limits.account_bytes_left).toBeGreaterThan(0);
  });

  test('tus: another version is refused with the one that is spoken', async () => {
    const blob = newBlob();
    await announce(anna, blob, forAccounts(ben));
    const answer = await atBlob(anna, blob.blobId, { method: 'HEAD', headers: { 'tus-resumable': '0.2.2' } });
    expect([answer.status, answer.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    const options = await atBlob(anna, blob.blobId, { method: 'OPTIONS' });
    expect(options.headers.get('tus-extension')).toBe('termination');
  });
});

describe('REQ-N1, on the disk and in the database', () => {
  test('files can be read by the server’s user only, and are what was sent', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    const folder = join(server.dataDir, 'blobs', blob.blobId.slice(0, 2));
    const path = join(folder, blob.blobId);
    expect(readFileSync(path).equals(blob.bytes)).toBe(true);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toContain(blob.blobId);
  });

  test('the capability is kept as its hash', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    const owner = await openDatabase(server, 'owner');
    const { rows } = await owner.query('select to_jsonb(b)::text as row from blobs b where blob_id = $1', [
      blob.blobId,
    ]);
    await owner.end();
    expect(rows[0].row).not.toContain(blob.capability.toString('hex'));
  });

  test('row-level security: an account’s role sees its own uploads and no others', async () => {
    const blob = await uploaded(anna, forAccounts(ben));
    const api = await openDatabase(server, 'api');
    const seenBy = async (account: WireAccount) => {
      await api.query(
        `begin; set local sotto.account_id = '${account.accountId}'; set local sotto.device_id = '${account.deviceId}'`,
      );
      const { rowCount } = await api.query('select blob_id from blobs where blob_id = $1', [blob.blobId]);
      await api.query('rollback');
      return rowCount;
    };
    expect([await seenBy(anna), await seenBy(ben), await seenBy(carl)]).toEqual([1, 0, 0]);
    await expect(api.query('select * from blob_total')).rejects.toThrow(/permission denied/);
    await api.end();
  });
});
