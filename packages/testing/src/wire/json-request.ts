import type { Route, RouteAnswer, RouteBody } from '@sotto/protocol/http';

/** An answer of the server as it came. */
export type WireAnswer<Body> = { readonly status: number; readonly body: Body; readonly headers: Headers };

/** Fills a route's path. */
export function pathOf(
  route: Route,
  params: Record<string, string> = {},
  query: Record<string, string> = {},
): string {
  const path = route.path.replace(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** One request of a route, nothing checked and nothing hidden: for tests of the wire itself. */
export async function requestRoute<R extends Route>(
  url: string,
  route: R,
  call: {
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: RouteBody<R> | Record<string, unknown>;
    token?: string;
  } = {},
): Promise<WireAnswer<RouteAnswer<R>>> {
  const response = await fetch(`${url}${pathOf(route, call.params, call.query)}`, {
    method: route.method,
    headers: {
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === '' ? undefined : JSON.parse(text)) as RouteAnswer<R>,
    headers: response.headers,
  };
}

/** The same, and an error for any answer but success. */
export async function callRoute<R extends Route>(
  url: string,
  route: R,
  call: Parameters<typeof requestRoute<R>>[2] = {},
): Promise<RouteAnswer<R>> {
  const answer = await requestRoute(url, route, call);
  if (answer.status !== route.status)
    throw new Error(`${route.method} ${route.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
