import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { DeviceId, Epoch, GroupId, GroupSeq } from '../../ids.ts';
import { groupWelcomeBytesMax } from '../../limits.ts';
import { route } from '../route.ts';

export const getWelcome = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/welcome/:device_id',
  summary: 'The newest Welcome that waits for the calling device',
  access: 'signed-in',
  rate: 'ordinary',
  self: { device: 'device_id' },
  params: z.strictObject({ group_id: GroupId, device_id: DeviceId }),
  status: 200,
  answer: z.strictObject({
    /** The commit that added the device: its log begins behind it. */
    commit_seq: GroupSeq,
    /** The epoch that commit began. */
    epoch: Epoch,
    welcome: base64Bytes({ min: 1, max: groupWelcomeBytesMax }),
  }),
});
