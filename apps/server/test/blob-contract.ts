import { createConnection } from 'node:net';
import { offsetStreamType, routes, tusVersion } from '@sotto/protocol/http';
import { pathOf, type ServerProcess, type WireAccount, waitUntil } from '@sotto/testing';
import { describe, expect, test } from 'vitest';
import {
  announce,
  atBlob,
  download,
  forAccounts,
  head,
  newBlob,
  offsetOf,
  patch,
  uploaded,
} from './blob-transfer.ts';

const mebibyte = 1024 * 1024;

export type BlobWorld = {
  readonly server: () => ServerProcess;
  readonly anna: () => WireAccount;
  readonly ben: () => WireAccount;
  /** Ends the server as a power cut would, and starts it again with the same data. */
  restart(): Promise<void>;
};

/** What uploads and downloads do wherever the bytes are kept. */
export function blobContract({ server, anna, ben, restart }: BlobWorld): void {
  describe('an upload', () => {
    test('arrives whole and is given out whole', async () => {
      const blob = await uploaded(anna(), forAccounts(ben()), 20 * mebibyte);
      const answer = await download(ben(), blob);
      expect(answer.status).toBe(200);
      expect(answer.bytes.equals(blob.bytes)).toBe(true);
    });

    test('of a few bytes, too', async () => {
      const blob = await uploaded(anna(), forAccounts(ben()), 0);
      expect((await download(ben(), blob)).bytes.equals(blob.bytes)).toBe(true);
    });

    test('goes on where it stood, piece by piece', async () => {
      const blob = newBlob(21 * mebibyte);
      await announce(anna(), blob, forAccounts(ben()));
      for (let from = 0; from < blob.bytes.length; ) {
        const to = Math.min(blob.bytes.length, from + 3 * mebibyte + 17);
        const sent = await patch(anna(), blob, { from, to });
        expect([sent.status, sent.headers.get('upload-offset')]).toEqual([204, String(to)]);
        expect(await offsetOf(anna(), blob)).toBe(to);
        from = to;
      }
      expect((await download(ben(), blob)).bytes.equals(blob.bytes)).toBe(true);
    });

    test('keeps what came before the line broke', async () => {
      const blob = newBlob(12 * mebibyte);
      await announce(anna(), blob, forAccounts(ben()));
      await breakOff(anna(), blob, 9 * mebibyte);
      await waitUntilAsync('something arrived', async () => ((await offsetOf(anna(), blob)) ?? 0) > 0);
      // The server notices the broken line in its own time; the next writer ends it.
      const from = (await offsetOf(anna(), blob)) as number;
      expect(from).toBeLessThanOrEqual(9 * mebibyte);
      let sent = await patch(anna(), blob, { from });
      if (sent.code === 'upload-offset')
        sent = await patch(anna(), blob, { from: (await offsetOf(anna(), blob)) as number });
      expect(sent.status).toBe(204);
      expect((await download(ben(), blob)).bytes.equals(blob.bytes)).toBe(true);
    });

    test('survives the end of the server, and never says it has more than it has', async () => {
      const blob = newBlob(70 * mebibyte);
      await announce(anna(), blob, forAccounts(ben()));
      await patch(anna(), blob, { to: 50 * mebibyte });
      await restart();
      const from = (await offsetOf(anna(), blob)) as number;
      expect(from).toBeGreaterThanOrEqual(18 * mebibyte);
      expect(from).toBeLessThanOrEqual(50 * mebibyte);
      expect((await patch(anna(), blob, { from })).status).toBe(204);
      expect((await download(ben(), blob)).bytes.equals(blob.bytes)).toBe(true);
    });

    test('is refused at another place than where it stands', async () => {
      const blob = newBlob();
      await announce(anna(), blob, forAccounts(ben()));
      await patch(anna(), blob, { to: 1000 });
      for (const claimed of [0, 999, 1001]) {
        const sent = await patch(anna(), blob, { from: 1000, claimed });
        expect([sent.status, sent.code]).toEqual([409, 'upload-offset']);
      }
      expect(await offsetOf(anna(), blob)).toBe(1000);
    });

    test('takes nothing behind its end', async () => {
      const blob = newBlob();
      await announce(anna(), blob, forAccounts(ben()));
      const longer = { ...blob, bytes: Buffer.concat([blob.bytes, Buffer.alloc(1)]) };
      expect((await patch(anna(), longer)).status).toBe(413);
      expect((await patch(anna(), blob)).status).toBe(204);
      expect((await patch(anna(), longer, { from: blob.bytes.length })).status).toBe(413);
    });

    test('that was begun again has one writer: the newest', async () => {
      const blob = newBlob(6 * mebibyte);
      await announce(anna(), blob, forAccounts(ben()));
      const silent = await sendSlowly(anna(), blob, mebibyte);
      await waitUntilAsync(
        'the first writer has begun',
        async () => (await offsetOf(anna(), blob)) !== undefined,
      );
      let sent = await patch(anna(), blob, { from: (await offsetOf(anna(), blob)) as number });
      if (sent.code === 'upload-offset')
        sent = await patch(anna(), blob, { from: (await offsetOf(anna(), blob)) as number });
      expect(sent.status).toBe(204);
      silent.destroy();
      expect((await download(ben(), blob)).bytes.equals(blob.bytes)).toBe(true);
    });

    test('can be announced twice, and is then where it was', async () => {
      const blob = newBlob();
      expect((await announce(anna(), blob, forAccounts(ben()))).body).toMatchObject({
        offset: 0,
        complete: false,
      });
      await patch(anna(), blob, { to: 1000 });
      expect((await announce(anna(), blob, forAccounts(ben()))).body).toMatchObject({ offset: 1000 });
      await patch(anna(), blob, { from: 1000 });
      const again = await announce(anna(), blob, forAccounts(ben()));
      expect(again.body).toMatchObject({
        offset: blob.bytes.length,
        complete: true,
        upload_expires_at: null,
      });
    });

    test('can be taken back at any time', async () => {
      const [half, whole] = [newBlob(9 * mebibyte), await uploaded(anna(), forAccounts(ben()))];
      await announce(anna(), half, forAccounts(ben()));
      await patch(anna(), half, { to: 9 * mebibyte });
      for (const blob of [half, whole]) {
        expect((await atBlob(anna(), blob.blobId, { method: 'DELETE' })).status).toBe(204);
        expect((await head(anna(), blob)).status).toBe(404);
        expect((await download(ben(), blob)).status).toBe(404);
      }
    });
  });

  describe('a range', () => {
    test.each([
      ['bytes=0-0', 0, 1],
      ['bytes=100-199', 100, 200],
      ['bytes=1000-', 1000, undefined],
      ['bytes=-32', -32, undefined],
      ['bytes=5-999999999', 5, undefined],
    ])('%s', async (range, from, to) => {
      const blob = await uploaded(anna(), forAccounts(ben()));
      const answer = await download(ben(), blob, { range });
      const expected = blob.bytes.subarray(from, to);
      expect(answer.status).toBe(206);
      expect(answer.bytes.equals(expected)).toBe(true);
      const first = from < 0 ? blob.bytes.length + from : from;
      expect(answer.headers.get('content-range')).toBe(
        `bytes ${first}-${first + expected.length - 1}/${blob.bytes.length}`,
      );
    });

    test('that holds nothing is refused; one that is none is the whole', async () => {
      const blob = await uploaded(anna(), forAccounts(ben()));
      expect((await download(ben(), blob, { range: `bytes=${blob.bytes.length}-` })).status).toBe(416);
      expect((await download(ben(), blob, { range: 'bytes=5-4' })).status).toBe(416);
      for (const range of ['lines=1-2', 'bytes=1-2,4-5', 'bytes=-', 'bytes=a-b'])
        expect((await download(ben(), blob, { range })).status).toBe(200);
    });
  });

  async function breakOff(from: WireAccount, blob: { blobId: string; bytes: Buffer }, bytes: number) {
    const socket = await sendSlowly(from, blob, bytes);
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.destroy();
  }

  /** Begins a PATCH of the whole blob and sends only some bytes of it; the line stays open. */
  async function sendSlowly(from: WireAccount, blob: { blobId: string; bytes: Buffer }, bytes: number) {
    const { hostname, port } = new URL(server().url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      `PATCH ${pathOf(routes.uploadBytes, { blob_id: blob.blobId })} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${from.token}\r\ntus-resumable: ${tusVersion}\r\nupload-offset: 0\r\ncontent-type: ${offsetStreamType}\r\ncontent-length: ${blob.bytes.length}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.write(blob.bytes.subarray(0, bytes), resolve));
    return socket;
  }
}

export async function waitUntilAsync(what: string, holds: () => Promise<boolean>): Promise<void> {
  let held = false;
  const poll = setInterval(() => {
    void holds().then((answer) => {
      held ||= answer;
    });
  }, 50);
  try {
    await waitUntil(what, () => held);
  } finally {
    clearInterval(poll);
  }
}
