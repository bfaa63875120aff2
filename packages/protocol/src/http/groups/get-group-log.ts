import { z } from 'zod';
import { Epoch, GroupSeq } from '../../ids.ts';
import { groupPageDefault, groupPageMax } from '../../limits.ts';
import { route } from '../route.ts';
import { GroupEvent } from './group-event.ts';
import { GroupParams } from './group-params.ts';

export const getGroupLog = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/log',
  summary: 'What happened in a group after a number, for the calling device; reading removes nothing',
  access: 'signed-in',
  rate: 'ordinary',
  params: GroupParams,
  query: z.strictObject({
    after: z.coerce.number().pipe(GroupSeq),
    limit: z.coerce.number().int().min(1).max(groupPageMax).default(groupPageDefault),
  }),
  status: 200,
  answer: z.strictObject({
    events: z.array(GroupEvent),
    more: z.boolean(),
    epoch: Epoch,
    head: GroupSeq,
    commit_seq: GroupSeq,
  }),
});
