import type { Epoch, GroupSeq } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import { requireGroup } from './access.ts';
import type { GroupRoutes } from './group-routes.ts';
import { findRejoinKey, putRejoinKey } from './rejoin-key-store.ts';
import { findGroupInfo } from './store.ts';

/** What a device of a member needs that has lost its state: the sealed GroupInfo, and the key that opens it. */
export function serveRejoining({ app, context }: GroupRoutes): void {
  const { database } = context;

  serveRoute(app, context, routes.getGroupInfo, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      const info = await findGroupInfo(tx, await requireGroup(tx, params.group_id));
      if (info === undefined) throw new Error('a group without GroupInfo');
      return {
        epoch: info.epoch as Epoch,
        commit_seq: info.commit_seq as GroupSeq,
        group_info: info.sealed.toString('base64'),
      };
    }),
  );
  serveRoute(app, context, routes.putRejoinKey, ({ actor, params, body }) =>
    database.asActor(actor, async (tx) => {
      const group = await requireGroup(tx, params.group_id);
      if (body.commit_seq > group.commit_seq)
        throw new ProblemError('invalid-request', { detail: 'there is no such commit yet' });
      const wrapped = Buffer.from(body.wrapped_key, 'base64');
      const kept = await putRejoinKey(tx, params.group_id, body.commit_seq, wrapped);
      if (kept === undefined) throw new ProblemError('group-unknown');
      return { commit_seq: kept as GroupSeq };
    }),
  );
  serveRoute(app, context, routes.getRejoinKey, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      const key = await findRejoinKey(tx, await requireGroup(tx, params.group_id));
      if (key === undefined) throw new ProblemError('rejoin-key-unknown');
      return { commit_seq: key.commit_seq as GroupSeq, wrapped_key: key.wrapped_key.toString('base64') };
    }),
  );
}
