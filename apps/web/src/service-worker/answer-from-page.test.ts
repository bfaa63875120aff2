import { expect, test } from 'vitest';
import type { StreamAnswer, StreamedFile } from '../files/stream-messages.ts';
import { type AskPages, answerFromPage } from './answer-from-page.ts';
import { playedRange } from './played-range.ts';

const origin = 'https://sotto.example';
const bytes = new Uint8Array(3_000_000).map((_, index) => index);

function pageWith(file: StreamedFile): AskPages {
  return async ({ token, range }): Promise<StreamAnswer> => {
    if (token !== 'known') return { kind: 'unknown' };
    return range === null
      ? { kind: 'file', file }
      : { kind: 'bytes', bytes: bytes.slice(range.from, range.to) };
  };
}

function asked(token: string, range?: string, destination = 'video'): Request {
  const request = new Request(
    `${origin}/file-stream/${token}`,
    range === undefined ? {} : { headers: { range } },
  );
  Object.defineProperty(request, 'destination', { value: destination });
  return request;
}

async function bodyOf(response: Response | null): Promise<Uint8Array> {
  return new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer());
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

const film = pageWith({ use: 'play', bytes: bytes.length, mediaType: 'video/mp4' });
const letter = pageWith({ use: 'save', bytes: bytes.length, name: 'a "b"\r\nc’s.html' });

test('other addresses are none of its business', () => {
  expect(answerFromPage(new Request(`${origin}/api/v1/x`), origin, film)).toBeNull();
  expect(answerFromPage(new Request('https://other.example/file-stream/known'), origin, film)).toBeNull();
});

test('a player gets a piece from where it asks', async () => {
  const response = await answerFromPage(asked('known', 'bytes=2000000-'), origin, film);
  expect(response?.status).toBe(206);
  expect(response?.headers.get('content-range')).toBe('bytes 2000000-2999999/3000000');
  expect(new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
    bytes.slice(2_000_000),
  );
});

test('a film is no page: whoever opens its address sees nothing', async () => {
  for (const destination of ['document', 'iframe', 'script', 'empty', 'image']) {
    expect((await answerFromPage(asked('known', undefined, destination), origin, film))?.status).toBe(404);
  }
});

test('a file to be saved is a download, whatever it is called', async () => {
  const response = await answerFromPage(asked('known', undefined, 'document'), origin, letter);
  expect(response?.headers.get('content-type')).toBe('application/octet-stream');
  expect(response?.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''a%20%22b%22%0D%0Ac%E2%80%99s.html",
  );
  expect(response?.headers.get('content-security-policy')).toContain('sandbox');
  expect(same(await bodyOf(response), bytes)).toBe(true);
});

test('what no page knows is not there', async () => {
  expect((await answerFromPage(asked('guessed'), origin, film))?.status).toBe(404);
});

test('a file that ends early fails as a whole', async () => {
  const short: AskPages = async (request) =>
    request.range === null
      ? { kind: 'file', file: { use: 'save', bytes: 10, name: 'x' } }
      : { kind: 'bytes', bytes: new Uint8Array(3) };
  const response = await answerFromPage(asked('known', undefined, 'document'), origin, short);
  await expect(response?.arrayBuffer()).rejects.toThrow();
});

test.each([
  [null, { from: 0, to: 50 }],
  ['bytes=0-', { from: 0, to: 50 }],
  ['bytes=10-19', { from: 10, to: 20 }],
  ['bytes=-20', { from: 80, to: 100 }],
  ['bytes=90-500', { from: 90, to: 100 }],
  ['bytes=100-', null],
  ['bytes=9-3', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['lines=1-2', null],
])('%s of 100 bytes', (header, range) => {
  expect(playedRange(header, 100, 50)).toEqual(range);
});
