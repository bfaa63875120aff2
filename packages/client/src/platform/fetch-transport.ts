import type { HttpTransport } from './http-transport.ts';

type Init<Signal> = {
  method: string;
  headers: Record<string, string>;
  body: string | null;
  redirect: 'error';
  credentials: 'omit';
  cache: 'no-store';
  signal: Signal;
};

/** HTTP through the engine's own `fetch`: no cookies, no cache, no redirects. */
export function fetchTransport<Signal>(
  fetchLike: (url: string, init: Init<Signal>) => Promise<{ status: number; text(): Promise<string> }>,
  deadline: (delayMs: number) => Signal,
): HttpTransport {
  return async (request) => {
    const answer = await fetchLike(request.url, {
      method: request.method,
      headers: { ...request.headers },
      body: request.body,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: deadline(request.deadlineMs),
    });
    return { status: answer.status, body: await answer.text() };
  };
}
