import type { Epoch, GroupSeq } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { PreparedAnswer } from '../http/prepared-answer.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { GroupRoutes } from './group-routes.ts';
import { acknowledgeWelcome, findWelcome, readWelcome } from './welcome-store.ts';

/** A few of the largest Welcomes at once. */
const cacheBytesMax = 48 * 1024 * 1024;

/** How a device that was added gets into the group. */
export function serveWelcomes({ app, context, fanOut, deviceOf }: GroupRoutes): void {
  const { database } = context;
  const welcomes = createAnswerCache(cacheBytesMax);

  serveRoute(app, context, routes.getWelcome, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      // Whether it is for this device comes first, for each of them; then all share one answer.
      const waiting = await findWelcome(tx, params.group_id);
      if (waiting === undefined) throw new ProblemError('welcome-unknown');
      const { commit_seq: commitSeq, epoch } = waiting;
      return welcomes.find(`${params.group_id} ${commitSeq}`, async () => {
        const welcome = await readWelcome(tx, params.group_id, commitSeq);
        if (welcome === undefined) throw new ProblemError('welcome-unknown');
        return new PreparedAnswer(routes.getWelcome, {
          commit_seq: commitSeq as GroupSeq,
          epoch: epoch as Epoch,
          welcome: welcome.toString('base64'),
        });
      });
    }),
  );
  serveRoute(app, context, routes.acknowledgeWelcome, async ({ actor, params, query }) => {
    const device = await deviceOf(actor);
    const begins = await database.asActor(actor, (tx) =>
      acknowledgeWelcome(tx, params.group_id, query.commit_seq),
    );
    if (begins) fanOut.joined(device.devicePk);
    return undefined;
  });
}
