import { z } from 'zod';
import { AccountId, DeviceId, Epoch, GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupParams } from './group-params.ts';

export const listGroupMembers = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/members',
  summary: 'The devices a group’s log is for, to compare with its ratchet tree',
  access: 'signed-in',
  rate: 'ordinary',
  params: GroupParams,
  status: 200,
  answer: z.strictObject({
    epoch: Epoch,
    commit_seq: GroupSeq,
    members: z.array(
      z.strictObject({
        user_id: AccountId,
        device_id: DeviceId,
        /** The commit that added it, 0 for the creator. */
        joined_seq: GroupSeq,
      }),
    ),
  }),
});
