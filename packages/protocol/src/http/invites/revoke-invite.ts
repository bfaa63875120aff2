import { z } from 'zod';
import { InviteId } from '../../ids.ts';
import { route } from '../route.ts';

export const revokeInvite = route({
  method: 'DELETE',
  path: '/api/v1/invites/:invite_id',
  summary: 'Make an invite link useless',
  access: 'admin',
  rate: 'ordinary',
  params: z.strictObject({ invite_id: InviteId }),
  status: 204,
});
