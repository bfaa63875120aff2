import { z } from 'zod';
import { Epoch, GroupId, GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupParams } from './group-params.ts';

/** A group as the server knows it; its name, its people's roles and all it says are encrypted. */
export const GroupState = z.strictObject({
  group_id: GroupId,
  created_at: z.iso.datetime(),
  epoch: Epoch,
  /** The newest number of the log, and of its commits. */
  head: GroupSeq,
  commit_seq: GroupSeq,
  /** The oldest number that is kept is one more than this. */
  truncated: GroupSeq,
  accounts: z.int().min(0),
  devices: z.int().min(0),
});
export type GroupState = z.infer<typeof GroupState>;

export const getGroup = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id',
  summary: 'Where a group of your account stands',
  access: 'signed-in',
  rate: 'ordinary',
  params: GroupParams,
  status: 200,
  answer: GroupState,
});
