import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId, Epoch, GroupId, GroupSeq } from '../../ids.ts';
import { groupInfoBytesMax } from '../../limits.ts';
import { route } from '../route.ts';

export const createGroup = route({
  method: 'POST',
  path: '/api/v1/groups/create/:creator_id',
  summary: 'Make a group that has the calling device in it; safe to repeat',
  access: 'signed-in',
  rate: 'commits',
  self: { user: 'creator_id' },
  params: z.strictObject({ creator_id: AccountId }),
  body: z.strictObject({
    device_id: DeviceId,
    group_id: GroupId,
    /** GroupInfo of epoch 0, sealed by the client. */
    group_info: base64Bytes({ min: 1, max: groupInfoBytesMax }),
  }),
  status: 201,
  answer: z.strictObject({ group_id: GroupId, epoch: Epoch, head: GroupSeq, created_at: z.iso.datetime() }),
});
