import type { InviteId } from '@sotto/protocol';
import type {
  createInvite as CreateInvite,
  inspectInvite as InspectInvite,
  RouteAnswer,
  RouteBody,
} from '@sotto/protocol/http';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readOrganisation } from '../organisation/store.ts';
import { hashInviteToken, makeInviteToken } from './invite-token.ts';
import {
  deleteInvite,
  type InviteRow,
  insertInvite,
  listInviteRows,
  lookUpInvite,
  putSetUpInvite,
} from './store.ts';

const hourMs = 3_600_000;
const setUpLinkHours = 24 * 30;

/** The address that an invite's secret makes: behind `#`, so that no server on the way logs it. */
function linkOf(context: Context, kind: 'set-up' | 'invite', token: string): string {
  return `${context.publicUrl()}/#/${kind}/${token}`;
}

/** The one link that sets the organisation up; undefined once that is done. A new one each start. */
export async function makeSetUpLink(context: Context): Promise<string | undefined> {
  const token = makeInviteToken();
  const expiresAt = new Date(Date.now() + setUpLinkHours * hourMs);
  const put = await context.database.asNobody((tx) => putSetUpInvite(tx, hashInviteToken(token), expiresAt));
  return put ? linkOf(context, 'set-up', token) : undefined;
}

export async function createInvite(
  context: Context,
  actor: Actor,
  body: RouteBody<typeof CreateInvite>,
): Promise<RouteAnswer<typeof CreateInvite>> {
  // Nobody appoints above themselves.
  if (body.role === 'owner' && actor.role !== 'owner') throw new ProblemError('not-permitted');
  const token = makeInviteToken();
  const expiresAt = new Date(Date.now() + body.expires_in_hours * hourMs);
  const row = await context.database.asActor(actor, (tx) =>
    insertInvite(tx, hashInviteToken(token), body.role, body.uses, actor.accountId, expiresAt),
  );
  return { ...toInvite(row), token, url: linkOf(context, 'invite', token) };
}

export async function listInvites(context: Context, actor: Actor, after: string | undefined, limit: number) {
  const start = after === undefined ? undefined : z.uuid().safeParse(after).data;
  if (after !== undefined && start === undefined)
    throw new ProblemError('invalid-request', {
      fields: [{ path: '/querystring/after', message: 'is no cursor of this list' }],
    });
  const rows = await context.database.asActor(actor, (tx) => listInviteRows(tx, start, limit + 1));
  const page = rows.slice(0, limit);
  return { invites: page.map(toInvite), next: rows.length > limit ? (page.at(-1)?.invite_id ?? null) : null };
}

export async function revokeInvite(context: Context, actor: Actor, inviteId: InviteId): Promise<void> {
  const deleted = await context.database.asActor(actor, (tx) => deleteInvite(tx, inviteId));
  if (!deleted) throw new ProblemError('invite-invalid');
}

export async function inspectInvite(
  context: Context,
  token: string,
): Promise<RouteAnswer<typeof InspectInvite>> {
  return context.database.asNobody(async (tx) => {
    const invite = await lookUpInvite(tx, hashInviteToken(token));
    if (invite === undefined) throw new ProblemError('invite-invalid');
    const organisation = await readOrganisation(tx);
    return {
      kind: invite.kind,
      role: invite.role,
      organisation_name: organisation.name,
      invited_by: invite.invited_by,
      expires_at: invite.expires_at.toISOString(),
    };
  });
}

function toInvite(row: InviteRow) {
  return {
    invite_id: row.invite_id,
    role: row.role,
    uses_left: row.uses_left,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}
