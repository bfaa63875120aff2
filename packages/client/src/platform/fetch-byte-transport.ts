import type { ByteTransport } from './byte-transport.ts';

type Init<Signal> = {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
  redirect: 'error';
  credentials: 'omit';
  cache: 'no-store';
  signal: Signal;
};

/** What of an engine's answer is used. */
type AnswerLike = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): ReaderLike } | null;
};

type ReaderLike = {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
};

/** Bytes through the engine's own `fetch`. */
export function fetchByteTransport<Signal>(
  fetchLike: (url: string, init: Init<Signal>) => Promise<AnswerLike>,
  newCancellation: () => { readonly signal: Signal; abort(): void },
): ByteTransport {
  return ({ method, url, headers, body }) => {
    const cancellation = newCancellation();
    const answer = fetchLike(url, {
      method,
      headers: { ...headers },
      body: body as Uint8Array<ArrayBuffer> | null,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: cancellation.signal,
    }).then(({ status, headers: answered, body: stream }) => ({
      status,
      header: (name: string) => answered.get(name),
      body: piecesOf(stream),
    }));
    return { answer, cancel: () => cancellation.abort() };
  };
}

/** Not every engine can iterate over a stream by itself. */
async function* piecesOf(stream: AnswerLike['body']): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      if (value !== undefined) yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => {});
  }
}
