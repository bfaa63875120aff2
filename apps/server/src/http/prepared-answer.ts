import type { Route, RouteAnswer } from '@sotto/protocol/http';

/** The answer of a route as it goes out: checked and written once, however many ask for the same. */
export class PreparedAnswer<R extends Route = Route> {
  readonly route: R;
  readonly json: Buffer;

  constructor(route: R, answer: RouteAnswer<R>) {
    this.route = route;
    this.json = Buffer.from(JSON.stringify(route.answer?.parse(answer)));
  }
}
