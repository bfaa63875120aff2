import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type ServerProcess, startServerProcess } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The server with certificate files of its own, as it runs without a proxy in front. */
const cert = join(import.meta.dirname, 'tls', 'cert.pem');
let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess({
    env: { SOTTO_TLS_CERT: cert, SOTTO_TLS_KEY: join(import.meta.dirname, 'tls', 'key.pem') },
  });
});
afterAll(() => server.remove());

const port = () => Number(new URL(server.url).port);

test('REQ-N5: it answers over TLS, tells browsers to keep to it, and prints https links', async () => {
  const headers = await new Promise<Record<string, unknown>>((done, fail) => {
    get(`https://127.0.0.1:${port()}/health`, { ca: readFileSync(cert) }, (response) => {
      response.resume();
      expect(response.statusCode).toBe(200);
      done(response.headers);
    }).on('error', fail);
  });
  expect(headers['strict-transport-security']).toContain('max-age=63072000');
  expect(server.setUpLink).toMatch(/^https:/);
});

test('REQ-N5: it speaks TLS 1.3 and nothing older unless told to', async () => {
  const versionWith = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
    new Promise<string | null>((done) => {
      const socket = connect(
        { port: port(), host: '127.0.0.1', ca: readFileSync(cert), servername: 'localhost', maxVersion },
        () => {
          done(socket.getProtocol());
          socket.destroy();
        },
      );
      socket.on('error', () => done(null));
    });
  expect(await versionWith('TLSv1.3')).toBe('TLSv1.3');
  expect(await versionWith('TLSv1.2')).toBeNull();
});

test('REQ-N5: it does not answer in the clear', async () => {
  await expect(fetch(`http://127.0.0.1:${port()}/health`)).rejects.toThrow();
});
