import { z } from 'zod';
import { route } from '../route.ts';
import { Invite, InviteToken, Role } from './invite.ts';

export const createInvite = route({
  method: 'POST',
  path: '/api/v1/invites',
  summary: 'Make an invite link; its secret is shown only in this answer',
  access: 'admin',
  rate: 'ordinary',
  body: z.strictObject({
    role: Role.default('member'),
    uses: z.int().min(1).max(1000).default(1),
    expires_in_hours: z
      .int()
      .min(1)
      .max(24 * 90)
      .default(24 * 7),
  }),
  status: 201,
  answer: z.strictObject({ ...Invite.shape, token: InviteToken, url: z.url() }),
});
