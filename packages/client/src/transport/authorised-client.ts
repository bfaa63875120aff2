import type { Route, RouteAnswer } from '@sotto/protocol/http';
import type { TokenKeeper } from '../accounts/token-keeper.ts';
import { type Call, type HttpClient, ServerProblem } from './http-client.ts';

/** Calls routes as the signed-in account. */
export type AuthorisedClient = <R extends Route>(route: R, call: Call<R>) => Promise<RouteAnswer<R>>;

/** An access token that ran out on the way, or by another clock than ours, is renewed once. */
export function authorisedClient(call: HttpClient, tokens: TokenKeeper): AuthorisedClient {
  return async (route, request) => {
    try {
      return await call(route, request, await tokens.accessToken());
    } catch (error) {
      if (!(error instanceof ServerProblem) || error.code !== 'token-expired') throw error;
      return call(route, request, await tokens.accessToken(true));
    }
  };
}
