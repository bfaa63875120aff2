import type { ByteAnswer, ByteRequest, ByteTransport } from '@sotto/client/platform';

/** What a test can do to the files a client sends and fetches. */
export type UnreliableBytes = {
  readonly transport: ByteTransport;
  /** Nothing goes through until it is on again. */
  setOnline(online: boolean): void;
  /** Breaks whatever is under way. */
  drop(): void;
  /** Every request breaks after so many bytes, up or down; `null`: none does. */
  breakAfter(bytes: number | null): void;
  /** Puts a hostile server between the client and the real one. */
  setHostile(hostile: HostileBlobs | null): void;
  /** What was asked for, oldest first. */
  readonly requests: readonly ByteRequest[];
};

/** What a server that lies gives instead of a blob's bytes. */
export type HostileBlobs = (
  range: { readonly from: number; readonly to: number },
  answer: { readonly bytes: Uint8Array; readonly blobLength: number },
) =>
  | { readonly bytes: Uint8Array; readonly blobLength: number }
  | Promise<{ readonly bytes: Uint8Array; readonly blobLength: number }>;

export function unreliableBytes(real: ByteTransport): UnreliableBytes {
  const open = new Set<() => void>();
  const requests: ByteRequest[] = [];
  let online = true;
  let limit: number | null = null;
  let hostile: HostileBlobs | null = null;

  const transport: ByteTransport = (request) => {
    requests.push(request);
    const cut = limit !== null && request.body !== null && request.body.length > limit;
    // The server gets the beginning; the sender never hears of it.
    const sent = cut ? { ...request, body: request.body?.subarray(0, limit ?? 0) ?? null } : request;
    if (!online) {
      return { answer: Promise.reject(new TypeError('the network is off')), cancel: () => {} };
    }
    const exchange = real(sent);
    let broken = false;
    const lose = () => {
      broken = true;
      exchange.cancel();
    };
    open.add(lose);
    const answer = exchange.answer.then(async (given) => {
      if (cut || broken) {
        open.delete(lose);
        throw new TypeError('the line broke');
      }
      const honest = hostile === null || request.method !== 'GET' || given.status !== 206;
      return honest ? limited(given, lose) : tampered(given);
    });
    answer.catch(() => open.delete(lose));
    return { answer, cancel: lose };
  };

  function limited(given: ByteAnswer, lose: () => void): ByteAnswer {
    return { ...given, body: breaking(given.body, limit, lose, () => open.delete(lose)) };
  }

  async function tampered(given: ByteAnswer): Promise<ByteAnswer> {
    const [, from = '0', last = '0', length = '0'] =
      /bytes (\d+)-(\d+)\/(\d+)/.exec(given.header('content-range') ?? '') ?? [];
    const pieces: Uint8Array[] = [];
    for await (const piece of given.body) pieces.push(piece);
    const lie = await hostile?.(
      { from: Number(from), to: Number(last) + 1 },
      { bytes: new Uint8Array(Buffer.concat(pieces)), blobLength: Number(length) },
    );
    const { bytes = new Uint8Array(), blobLength = 0 } = lie ?? {};
    return {
      status: given.status,
      header: (name) =>
        name === 'content-range'
          ? `bytes ${from}-${Number(from) + bytes.length - 1}/${blobLength}`
          : given.header(name),
      body: (async function* () {
        yield bytes;
      })(),
    };
  }

  return {
    transport,
    requests,
    setOnline(next) {
      online = next;
      if (!online) for (const lose of [...open]) lose();
    },
    drop() {
      for (const lose of [...open]) lose();
    },
    breakAfter(bytes) {
      limit = bytes;
    },
    setHostile(next) {
      hostile = next;
    },
  };
}

async function* breaking(
  body: AsyncIterable<Uint8Array>,
  limit: number | null,
  lose: () => void,
  done: () => void,
): AsyncGenerator<Uint8Array> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  try {
    for await (const piece of body) {
      if (piece.length > left) {
        if (left > 0) yield piece.subarray(0, left);
        lose();
        throw new TypeError('the line broke');
      }
      left -= piece.length;
      yield piece;
    }
  } finally {
    done();
  }
}
