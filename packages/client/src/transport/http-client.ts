import { Problem, type ProblemCode } from '@sotto/protocol';
import type { Route, RouteAnswer, RouteBody, RouteParams, RouteQuery } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { HttpAnswer, HttpTransport } from '../platform/http-transport.ts';

/** A refusal of the server, in its own closed list of codes. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem';
  readonly code: ProblemCode;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem) {
    super(problem.code);
    this.code = problem.code;
    this.retryAfterSeconds = problem.retry_after_seconds ?? null;
  }
}

type Optional<Name extends string, Value> = Value extends undefined
  ? { readonly [name in Name]?: undefined }
  : { readonly [name in Name]: Value };

export type Call<R extends Route> = Optional<'params', RouteParams<R>> &
  Optional<'body', RouteBody<R>> & {
    readonly query?: RouteQuery<R>;
    /** Beside those every request has. */
    readonly headers?: Readonly<Record<string, string>>;
  };

/** Calls one route of the server. */
export type HttpClient = <R extends Route>(
  route: R,
  call: Call<R>,
  accessToken?: string,
) => Promise<RouteAnswer<R>>;

const deadlineMs = 30_000;

/**
 * The HTTP API as typed calls: what goes out and what comes back have the form of the route, or it
 * throws.
 *
 * @throws ServerProblem when the server refused.
 * @throws ClientError `offline` when no answer came, `bad-answer` when it cannot be understood.
 */
export function httpClient(serverUrl: string, http: HttpTransport): HttpClient {
  const base = serverUrl.replace(/\/+$/, '');
  return async (route, call, accessToken) => {
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    if (accessToken !== undefined) headers['authorization'] = `Bearer ${accessToken}`;
    const body = call.body === undefined ? null : JSON.stringify(call.body);
    if (body !== null) headers['content-type'] = 'application/json';
    const url = base + pathOf(route.path, call.params) + queryOf(call.query);
    let answer: HttpAnswer;
    try {
      answer = await http({ method: route.method, url, headers, body, deadlineMs });
    } catch (cause) {
      throw new ClientError('offline', cause);
    }
    return readAnswer(route, answer);
  };
}

function readAnswer<R extends Route>(route: R, answer: HttpAnswer): RouteAnswer<R> {
  if (answer.status === route.status && route.answer === undefined) return undefined as RouteAnswer<R>;
  let json: unknown;
  try {
    json = JSON.parse(answer.body);
  } catch (cause) {
    throw unreadable(answer, cause);
  }
  if (answer.status === route.status && route.answer !== undefined) {
    const parsed = route.answer.safeParse(json);
    if (parsed.success) return parsed.data as RouteAnswer<R>;
    throw new ClientError('bad-answer', parsed.error);
  }
  const problem = Problem.safeParse(json);
  if (problem.success) throw new ServerProblem(problem.data);
  throw unreadable(answer, problem.error);
}

/** A proxy that answers for an absent server says so with a status alone. */
function unreadable(answer: HttpAnswer, cause: unknown): ClientError {
  return new ClientError(answer.status >= 502 && answer.status <= 504 ? 'offline' : 'bad-answer', cause);
}

function pathOf(path: string, params: object | undefined): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replaceAll(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

function queryOf(query: object | undefined): string {
  const pairs = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
