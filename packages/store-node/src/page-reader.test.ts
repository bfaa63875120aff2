import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodePageReader } from './page-reader.ts';
import { isPublicAddress } from './public-address.ts';

const limits = { maxBytes: 1000, timeoutMs: 400, accept: 'text/html' };
let server: Server;
let origin: string;
const asked: { url: string; cookie: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', cookie: request.headers.cookie });
    const path = request.url ?? '';
    if (path === '/page') {
      response.setHeader('content-type', 'Text/HTML; charset=utf-8');
      response.setHeader('set-cookie', 'tracked=yes');
      response.end('<title>Hello</title>');
    } else if (path === '/long') {
      response.end('x'.repeat(5000));
    } else if (path === '/moved') {
      response.writeHead(302, { location: '/page' }).end();
    } else if (path === '/file') {
      response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    } else if (path === '/loop') {
      response.writeHead(302, { location: '/loop' }).end();
    } else if (path === '/slow') {
      response.write('x');
    } else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = nodePageReader({ privateAddresses: true });

test('the beginning of a page, its type and where it came from', async () => {
  const page = await read(`${origin}/moved`, limits);
  expect(page).toMatchObject({ url: `${origin}/page`, contentType: 'text/html', cut: false });
  expect(new TextDecoder().decode(page?.bytes)).toBe('<title>Hello</title>');
  await read(`${origin}/page`, limits);
  expect(asked.every(({ cookie }) => cookie === undefined)).toBe(true);
});

test('no more than asked for', async () => {
  const page = await read(`${origin}/long`, limits);
  expect(page?.bytes.length).toBe(1000);
  expect(page?.cut).toBe(true);
});

test.each(['/nothing', '/loop', '/file', '/slow'])('%s yields nothing', async (path) => {
  expect(await read(`${origin}${path}`, limits)).toBeNull();
});

describe('what is inside the network stays there', () => {
  test.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://2130706433',
  ])('%s is not asked', async (host) => {
    const before = asked.length;
    const { port } = new URL(origin);
    expect(await nodePageReader()(`${host}:${port}/page`, limits)).toBeNull();
    expect(asked).toHaveLength(before);
  });

  test('public addresses are told from others', () => {
    for (const address of ['8.8.8.8', '193.99.144.80', '2a00:1450:4001::1']) {
      expect([address, isPublicAddress(address)]).toEqual([address, true]);
    }
    for (const address of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
    ]) {
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    }
    for (const address of [
      '::1',
      '::',
      'fe80::1%eth0',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      'nonsense',
    ]) {
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    }
  });

  test('a name inside an address is not asked with a password', async () => {
    const { host } = new URL(origin);
    expect(await read(`http://user:secret@${host}/page`, limits)).toBeNull();
  });
});
