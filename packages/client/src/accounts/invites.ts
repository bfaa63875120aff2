import { InviteToken, type Role, type RouteAnswer, routes } from '@sotto/protocol/http';
import type { CreatedInvite, InviteSummary } from '../api/session.ts';
import type { AuthorisedClient } from '../transport/authorised-client.ts';
import { type HttpClient, ServerProblem } from '../transport/http-client.ts';

/** What an invite link leads to; `null` when it leads nowhere any more. */
export async function inspectInvite(call: HttpClient, token: string): Promise<InviteSummary | null> {
  if (!InviteToken.safeParse(token).success) return null;
  try {
    const found = await call(routes.inspectInvite, { body: { token } });
    return {
      kind: found.kind,
      role: found.role,
      organisationName: found.organisation_name,
      invitedBy: found.invited_by,
    };
  } catch (error) {
    if (error instanceof ServerProblem && error.code === 'invite-invalid') return null;
    throw error;
  }
}

export async function createInvite(
  call: AuthorisedClient,
  options: { role: Role; uses: number; expiresInHours: number },
): Promise<CreatedInvite> {
  const invite = await call(routes.createInvite, {
    body: { role: options.role, uses: options.uses, expires_in_hours: options.expiresInHours },
  });
  return { ...presentInvite(invite), url: invite.url };
}

export async function listInvites(call: AuthorisedClient): Promise<Omit<CreatedInvite, 'url'>[]> {
  const found: Omit<CreatedInvite, 'url'>[] = [];
  let after: string | undefined;
  do {
    const page: RouteAnswer<typeof routes.listInvites> = await call(routes.listInvites, {
      query: after === undefined ? {} : { after },
    });
    found.push(...page.invites.map(presentInvite));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

function presentInvite(
  invite: RouteAnswer<typeof routes.listInvites>['invites'][number],
): Omit<CreatedInvite, 'url'> {
  return {
    inviteId: invite.invite_id,
    role: invite.role,
    usesLeft: invite.uses_left,
    expiresAt: Date.parse(invite.expires_at),
  };
}
