import { type BlobId, encodeBase64, Problem, type ProblemCode } from '@sotto/protocol';
import { capabilityHeader, downloadBlob, offsetStreamType, tusVersion } from '@sotto/protocol/http';
import type { TokenKeeper } from '../accounts/token-keeper.ts';
import { ClientError } from '../client-error.ts';
import type { ByteAnswer, ByteRequest, ByteTransport } from '../platform/byte-transport.ts';
import type { Cancellation } from '../platform/cancellation.ts';
import type { Timer } from '../platform/timer.ts';
import { ServerProblem } from './http-client.ts';

/** Bytes of blobs, to the server and from it. */
export type BlobTransport = {
  /** tus: how much of an upload has arrived. @throws ServerProblem `blob-unknown`. */
  offset(blobId: BlobId, cancellation: Cancellation): Promise<number>;
  /** tus: sends bytes from `offset` on; where the upload stands then. */
  send(blobId: BlobId, offset: number, bytes: Uint8Array, cancellation: Cancellation): Promise<number>;
  /** Bytes `from` to `to` (exclusive) of a blob as they come, and how long the server says it is. */
  receive(
    blob: { readonly blobId: BlobId; readonly capability: Uint8Array },
    range: { readonly from: number; readonly to: number },
    cancellation: Cancellation,
  ): Promise<{ readonly blobLength: number; readonly body: AsyncIterable<Uint8Array> }>;
};

/** A connection on which nothing moves for so long is given up. */
const stallMs = 45_000;
const problemBytesMax = 16 * 1024;

/**
 * What goes wrong is thrown as everywhere: `ServerProblem` for a refusal, `ClientError` `offline` where there was no
 * answer, `interrupted` when it was cancelled, `bad-answer` for one that cannot be.
 */
export function blobTransport(
  serverUrl: string,
  bytes: ByteTransport,
  timer: Timer,
  tokens: TokenKeeper,
): BlobTransport {
  const base = serverUrl.replace(/\/+$/, '');
  const urlOf = (blobId: BlobId) => base + downloadBlob.path.replace(':blob_id', blobId);

  async function once(request: ByteRequest, token: string, cancellation: Cancellation): Promise<ByteAnswer> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    const exchange = bytes({ ...request, headers });
    const stopListening = cancellation.onRequest(() => exchange.cancel());
    const stopWaiting = timer(stallMs, () => exchange.cancel());
    try {
      const answer = await exchange.answer;
      return { ...answer, body: watched(answer.body, () => exchange.cancel(), cancellation) };
    } catch (cause) {
      throw new ClientError(cancellation.requested ? 'interrupted' : 'offline', cause);
    } finally {
      stopWaiting();
      stopListening();
    }
  }

  async function request(what: ByteRequest, cancellation: Cancellation): Promise<ByteAnswer> {
    const answer = await once(what, await tokens.accessToken(), cancellation);
    if (answer.status !== 401) return answer;
    await drop(answer);
    return once(what, await tokens.accessToken(true), cancellation);
  }

  /** A body that breaks, stalls or was cancelled ends with the right error. */
  async function* watched(
    body: AsyncIterable<Uint8Array>,
    cancel: () => void,
    cancellation: Cancellation,
  ): AsyncGenerator<Uint8Array> {
    const stopListening = cancellation.onRequest(cancel);
    const iterator = body[Symbol.asyncIterator]();
    let ended = false;
    try {
      for (;;) {
        const stopWaiting = timer(stallMs, cancel);
        const next = await iterator.next().finally(stopWaiting);
        if (next.done === true) {
          ended = true;
          return;
        }
        yield next.value;
      }
    } catch (cause) {
      throw new ClientError(cancellation.requested ? 'interrupted' : 'offline', cause);
    } finally {
      stopListening();
      if (!ended) cancel();
    }
  }

  return {
    async offset(blobId, cancellation) {
      const headers = { 'tus-resumable': tusVersion };
      const answer = await request({ method: 'HEAD', url: urlOf(blobId), headers, body: null }, cancellation);
      if (answer.status !== 204) throw await problemOf(answer);
      return numberIn(answer, 'upload-offset');
    },
    async send(blobId, offset, body, cancellation) {
      const headers = {
        'tus-resumable': tusVersion,
        'upload-offset': String(offset),
        'content-type': offsetStreamType,
      };
      const answer = await request({ method: 'PATCH', url: urlOf(blobId), headers, body }, cancellation);
      if (answer.status !== 204) throw await problemOf(answer);
      return numberIn(answer, 'upload-offset');
    },
    async receive({ blobId, capability }, { from, to }, cancellation) {
      const headers = { [capabilityHeader]: encodeBase64(capability), range: `bytes=${from}-${to - 1}` };
      const answer = await request({ method: 'GET', url: urlOf(blobId), headers, body: null }, cancellation);
      if (answer.status !== 206) throw await problemOf(answer);
      const [, first, length] =
        /^bytes (\d{1,16})-\d{1,16}\/(\d{1,16})$/.exec(answer.header('content-range') ?? '') ?? [];
      if (Number(first) !== from || length === undefined) {
        await drop(answer);
        throw new ClientError('bad-answer');
      }
      return { blobLength: Number(length), body: answer.body };
    },
  };
}

function numberIn(answer: ByteAnswer, name: string): number {
  const value = answer.header(name);
  if (value === null || !/^\d{1,16}$/.test(value)) throw new ClientError('bad-answer');
  return Number(value);
}

/** A HEAD is refused by its status alone. */
const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'not-signed-in',
  404: 'blob-unknown',
  409: 'upload-offset',
  412: 'upload-version',
  416: 'range-refused',
  423: 'upload-busy',
  429: 'rate-limited',
  507: 'storage-full',
};

async function problemOf(answer: ByteAnswer): Promise<Error> {
  const text = await readText(answer);
  const parsed = Problem.safeParse(parseJson(text));
  if (parsed.success) return new ServerProblem(parsed.data);
  const code = byStatus[answer.status];
  if (code !== undefined && text === '')
    return new ServerProblem({ type: 'about:blank', title: '', status: answer.status, code });
  return new ClientError(answer.status >= 502 && answer.status <= 504 ? 'offline' : 'bad-answer');
}

async function readText(answer: ByteAnswer): Promise<string> {
  let text = '';
  for await (const piece of answer.body) {
    text += new TextDecoder().decode(piece);
    if (text.length > problemBytesMax) return '';
  }
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nobody reads the rest of it. */
async function drop(answer: ByteAnswer): Promise<void> {
  for await (const _ of answer.body) break;
}
