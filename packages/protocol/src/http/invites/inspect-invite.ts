import { z } from 'zod';
import { displayNameCharactersMax } from '../../limits.ts';
import { OrganisationName } from '../organisation/organisation.ts';
import { route } from '../route.ts';
import { InviteToken, Role } from './invite.ts';

export const inspectInvite = route({
  method: 'POST',
  path: '/api/v1/invites/inspect',
  summary: 'What an invite link leads to, before anything is filled in',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({ token: InviteToken }),
  status: 200,
  answer: z.strictObject({
    /** `set-up` is the link printed at the first start: whoever opens it names the organisation. */
    kind: z.enum(['set-up', 'invite']),
    role: Role,
    organisation_name: OrganisationName.nullable(),
    invited_by: z.string().max(displayNameCharactersMax).nullable(),
    expires_at: z.iso.datetime().nullable(),
  }),
});
