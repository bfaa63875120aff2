export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Given up after this long. */
  readonly deadlineMs: number;
};

export type HttpAnswer = { readonly status: number; readonly body: string };

/** One request, one answer. Throws when there is none: no network, no server, too late. */
export type HttpTransport = (request: HttpRequest) => Promise<HttpAnswer>;
