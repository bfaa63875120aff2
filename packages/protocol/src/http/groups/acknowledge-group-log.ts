import { z } from 'zod';
import { AccountId, DeviceId, GroupId, GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';

export const acknowledgeGroupLog = route({
  method: 'PUT',
  path: '/api/v1/groups/:group_id/cursor/:user_id/:device_id',
  summary: 'Say up to which number this device has stored a group’s log',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id', device: 'device_id' },
  params: z.strictObject({ group_id: GroupId, user_id: AccountId, device_id: DeviceId }),
  body: z.strictObject({ through: GroupSeq }),
  status: 204,
});
