import { z } from 'zod';
import { PageQuery } from '../page.ts';
import { route } from '../route.ts';
import { Invite } from './invite.ts';

export const listInvites = route({
  method: 'GET',
  path: '/api/v1/invites',
  summary: 'Invites that can still be used',
  access: 'admin',
  rate: 'ordinary',
  query: PageQuery,
  status: 200,
  answer: z.strictObject({ invites: z.array(Invite), next: z.string().nullable() }),
});
