import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { Epoch, GroupSeq } from '../../ids.ts';
import { groupInfoBytesMax } from '../../limits.ts';
import { route } from '../route.ts';
import { GroupParams } from './group-params.ts';

export const getGroupInfo = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/group-info',
  summary: 'The sealed GroupInfo of the current epoch, to join again from; for devices of members only',
  access: 'signed-in',
  rate: 'bulk',
  params: GroupParams,
  status: 200,
  answer: z.strictObject({
    epoch: Epoch,
    /** The commit that made it, 0 for the creation. */
    commit_seq: GroupSeq,
    group_info: base64Bytes({ min: 1, max: groupInfoBytesMax }),
  }),
});
