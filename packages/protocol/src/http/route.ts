import type { z } from 'zod';

/** Who may call a route. Each includes those after it. */
export type Access = 'anonymous' | 'signed-in' | 'admin' | 'owner';

/** How often a caller may call: each class has its own bucket (`server/src/http`). */
export type RateClass = 'ordinary' | 'credentials' | 'prekeys' | 'messages' | 'commits' | 'bulk' | 'transfer';

/**
 * One HTTP route: what server, client and API reference are all derived from.
 *
 * `self` names the path parameter that must be the caller's own account (`user`) or the caller's own
 * account and device (`device`). `bytes`: the request (`up`) or the answer (`down`) is a stream of bytes and has
 * no schema.
 */
export type Route = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly rate: RateClass;
  readonly self?: { readonly user?: string; readonly device?: string };
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The status of success and its body. */
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  readonly bytes?: 'up' | 'down';
};

/** Declares a route with its exact types kept. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

export type RouteParams<R extends Route> = R['params'] extends z.ZodType ? z.infer<R['params']> : undefined;
export type RouteQuery<R extends Route> = R['query'] extends z.ZodType ? z.input<R['query']> : undefined;
export type RouteBody<R extends Route> = R['body'] extends z.ZodType ? z.infer<R['body']> : undefined;
export type RouteAnswer<R extends Route> = R['answer'] extends z.ZodType ? z.infer<R['answer']> : undefined;
