import { type Epoch, GroupId, type GroupSeq, limits } from '@sotto/protocol';
import { type JoinedGroup, routes } from '@sotto/protocol/http';
import { PreparedAnswer } from '../http/prepared-answer.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import { requireGroup } from './access.ts';
import { createAnswerCache } from './answer-cache.ts';
import { presentEvent } from './group-event.ts';
import type { GroupRoutes } from './group-routes.ts';
import { presentPage } from './present-page.ts';
import { countMembers, findEvent, type JoinedRow, listJoined, listMembers } from './store.ts';

/** A few of the largest events at once. */
const cacheBytesMax = 48 * 1024 * 1024;

/** Reading: where groups stand, and what happened in them. */
export function serveGroupLog({ app, context, groups, deviceOf }: GroupRoutes): void {
  const { database } = context;
  const largeEvents = createAnswerCache(cacheBytesMax);

  serveRoute(app, context, routes.getGroup, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      const group = await requireGroup(tx, params.group_id);
      return {
        group_id: group.group_id,
        created_at: group.created_at.toISOString(),
        epoch: group.epoch as Epoch,
        head: group.last_seq as GroupSeq,
        commit_seq: group.commit_seq as GroupSeq,
        truncated: group.truncated as GroupSeq,
        ...(await countMembers(tx, group)),
      };
    }),
  );
  serveRoute(app, context, routes.listGroupMembers, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      const group = await requireGroup(tx, params.group_id);
      const members = await listMembers(tx, group);
      return {
        epoch: group.epoch as Epoch,
        commit_seq: group.commit_seq as GroupSeq,
        members: members.map(({ account_id, device_id, joined_seq }) => ({
          user_id: account_id,
          device_id,
          joined_seq: joined_seq as GroupSeq,
        })),
      };
    }),
  );
  serveRoute(app, context, routes.getGroupLog, async ({ actor, params, query }) => {
    const page = await groups.readWhole(
      await deviceOf(actor),
      params.group_id,
      query.after,
      query.limit ?? limits.groupPageDefault,
    );
    if (page === undefined) throw new ProblemError('group-unknown');
    if (page.truncated) throw new ProblemError('log-truncated');
    const { epoch, head, commitSeq } = page;
    return {
      ...presentPage(page),
      epoch: epoch as Epoch,
      head: head as GroupSeq,
      commit_seq: commitSeq as GroupSeq,
    };
  });
  serveRoute(app, context, routes.getGroupEvent, ({ actor, params }) =>
    database.asActor(actor, async (tx) => {
      // Whether this device may read it comes first, for each of them; then all share one answer.
      const known = await findEvent(tx, params.group_id, params.seq, false);
      if (known === undefined) throw new ProblemError('group-unknown');
      return largeEvents.find(`${params.group_id} ${params.seq}`, async () => {
        const event = await findEvent(tx, params.group_id, params.seq, true);
        if (event === undefined) throw new ProblemError('group-unknown');
        return new PreparedAnswer(routes.getGroupEvent, presentEvent(event));
      });
    }),
  );
  serveRoute(app, context, routes.acknowledgeGroupLog, async ({ actor, params, body }) => {
    const device = await deviceOf(actor);
    const memberships = await groups.memberships(device);
    if (!memberships.some(({ groupId }) => groupId === params.group_id))
      throw new ProblemError('group-unknown');
    groups.acknowledge(device, params.group_id, body.through);
    await groups.flushCursors();
    return undefined;
  });
  serveRoute(app, context, routes.listJoinedGroups, async ({ actor, query }) => {
    const limit = query.limit ?? limits.listPageDefault;
    const after = query.after === undefined ? undefined : GroupId.safeParse(query.after);
    if (after?.success === false)
      throw new ProblemError('invalid-request', { detail: 'after is no cursor of this list' });
    const rows = await database.asActor(actor, (tx) => listJoined(tx, after?.data, limit + 1));
    const shown = rows.slice(0, limit);
    return {
      groups: shown.map(presentJoined),
      next: rows.length > limit ? (shown.at(-1)?.group_id ?? null) : null,
    };
  });
}

function presentJoined(row: JoinedRow): JoinedGroup {
  const device =
    row.joined_seq === null
      ? null
      : {
          joined_seq: row.joined_seq as GroupSeq,
          cursor: row.acknowledged as GroupSeq,
          left_seq: row.left_seq as GroupSeq | null,
          welcome: row.welcome,
        };
  return { group_id: row.group_id, epoch: row.epoch as Epoch, head: row.head as GroupSeq, device };
}
