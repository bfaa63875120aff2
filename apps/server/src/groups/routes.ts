import type { Epoch, GroupId, GroupSeq } from '@sotto/protocol';
import { type CommitOutcome, type GroupCommit, routes } from '@sotto/protocol/http';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import type { GroupRoutes } from './group-routes.ts';
import { presentPage } from './present-page.ts';
import { readCommit } from './read-commit.ts';
import { serveGroupLog } from './serve-log.ts';
import { serveRejoining } from './serve-rejoining.ts';
import { serveWelcomes } from './serve-welcomes.ts';
import { createGroup } from './store.ts';

export function serveGroups(options: GroupRoutes): void {
  const { app, context, groups, fanOut, deviceOf } = options;

  /** What a submission in a past epoch goes on from: what its device has not seen. */
  const staleAnswer = async (actor: Actor, groupId: GroupId, after: number, commitSeq: number) => {
    const page = await groups.readWhole(await deviceOf(actor), groupId, after, stalePageMax);
    const { events, more } =
      page === undefined || page.truncated ? { events: [], more: page !== undefined } : presentPage(page);
    const head = Math.max(page?.head ?? 0, commitSeq);
    return { head: head as GroupSeq, commit_seq: commitSeq as GroupSeq, events, more };
  };
  const commit = async (actor: Actor, groupId: GroupId, body: GroupCommit): Promise<CommitOutcome> => {
    const outgoing = readCommit(actor, groupId, body);
    const result = await groups.commit(actor, outgoing);
    const name = { commit_id: body.commit_id, epoch: result.epoch as Epoch };
    if (result.kind === 'stale') {
      const stale = await staleAnswer(actor, groupId, body.after, result.commitSeq);
      return { outcome: 'stale-epoch', ...name, ...stale };
    }
    const accepted_at = new Date(result.acceptedAt).toISOString();
    return { outcome: 'accepted', ...name, seq: result.seq as GroupSeq, accepted_at };
  };

  serveRoute(app, context, routes.getGroupLimits, async () => ({
    members_max: context.config.groupMembersMax,
    hybrid_devices_max: context.config.hybridGroupDevicesMax,
  }));
  serveRoute(app, context, routes.createGroup, async ({ actor, body }) => {
    if (body.device_id !== actor.deviceId) throw new ProblemError('not-your-device');
    const device = await deviceOf(actor);
    const groupInfo = Buffer.from(body.group_info, 'base64');
    const made = await context.database.asActor(actor, (tx) =>
      createGroup(tx, body.group_id, groupInfo, context.config.groupsPerAccountMax),
    );
    fanOut.joined(device.devicePk);
    return {
      group_id: body.group_id,
      epoch: made.epoch as Epoch,
      head: made.head as GroupSeq,
      created_at: new Date(made.createdAt).toISOString(),
    };
  });
  serveRoute(app, context, routes.addGroupMembers, async ({ actor, params, body }) => {
    if (body.added.length === 0)
      throw new ProblemError('invalid-request', { detail: 'this commit adds nobody' });
    return commit(actor, params.group_id, body);
  });
  serveRoute(app, context, routes.removeGroupMember, async ({ actor, params, body }) => {
    if (body.removed.length === 0 || body.removed.some((device) => device.user_id !== params.user_id))
      throw new ProblemError('invalid-request', { detail: 'this commit removes others than the path says' });
    return commit(actor, params.group_id, body);
  });
  serveRoute(app, context, routes.commitGroup, ({ actor, params, body }) =>
    commit(actor, params.group_id, body),
  );
  serveRoute(app, context, routes.sendGroupMessage, async ({ actor, params, body }) => {
    if (body.device_id !== actor.deviceId) throw new ProblemError('not-your-device');
    const { message_id } = body;
    const payload = Buffer.from(body.payload, 'base64');
    const submission = { groupId: params.group_id, messageId: message_id, payload };
    const result = await groups.send(await deviceOf(actor), submission);
    const epoch = result.epoch as Epoch;
    if (result.kind === 'stale') {
      const stale = await staleAnswer(actor, params.group_id, body.after, result.commitSeq);
      return { outcome: 'stale-epoch' as const, message_id, epoch, ...stale };
    }
    const accepted_at = new Date(result.acceptedAt).toISOString();
    return { outcome: 'accepted' as const, message_id, epoch, seq: result.seq as GroupSeq, accepted_at };
  });
  serveGroupLog(options);
  serveWelcomes(options);
  serveRejoining(options);
}

/** Events in the answer to a stale submission; whoever is further behind reads the log. */
const stalePageMax = 100;
