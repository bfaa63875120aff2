export type ByteRequest = {
  readonly method: 'GET' | 'HEAD' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
};

export type ByteAnswer = {
  readonly status: number;
  /** A header of the answer, or `null`. */
  header(name: string): string | null;
  /** The body as it comes. It breaks where the connection does. */
  readonly body: AsyncIterable<Uint8Array>;
};

/** One request whose bodies are bytes. */
export type ByteExchange = {
  /** Settles when the head of the answer is there; rejects when there is none, or it was cancelled. */
  readonly answer: Promise<ByteAnswer>;
  /** Gives it up, whichever half is under way. */
  cancel(): void;
};

/** Requests of files: no cookies, no cache, no redirects. */
export type ByteTransport = (request: ByteRequest) => ByteExchange;
