import { z } from 'zod';
import { DeviceId, GroupId, GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';

export const acknowledgeWelcome = route({
  method: 'DELETE',
  path: '/api/v1/groups/:group_id/welcome/:device_id',
  summary: 'The calling device is done with a Welcome; from here on its socket carries the group',
  access: 'signed-in',
  rate: 'messages',
  self: { device: 'device_id' },
  params: z.strictObject({ group_id: GroupId, device_id: DeviceId }),
  /** Older ones go with it; a newer one stays. */
  query: z.strictObject({ commit_seq: z.coerce.number().pipe(GroupSeq) }),
  status: 204,
});
