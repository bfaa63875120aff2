import { z } from 'zod';
import { AccountId, Epoch, GroupId, GroupSeq } from '../../ids.ts';
import { PageQuery } from '../page.ts';
import { route } from '../route.ts';

/** A group of the calling account, as it concerns the calling device. */
export const JoinedGroup = z.strictObject({
  group_id: GroupId,
  epoch: Epoch,
  head: GroupSeq,
  /** Null when the account is in the group with other devices only. */
  device: z
    .strictObject({
      joined_seq: GroupSeq,
      /** Everything up to here is stored there. */
      cursor: GroupSeq,
      /** The commit that removed it; it may read up to there. */
      left_seq: GroupSeq.nullable(),
      /** A Welcome waits to be fetched. */
      welcome: z.boolean(),
    })
    .nullable(),
});
export type JoinedGroup = z.infer<typeof JoinedGroup>;

export const listJoinedGroups = route({
  method: 'GET',
  path: '/api/v1/groups/joined/:user_id',
  summary: 'The groups your account is in, and how far the calling device is',
  access: 'signed-in',
  rate: 'ordinary',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  query: PageQuery,
  status: 200,
  answer: z.strictObject({ groups: z.array(JoinedGroup), next: z.string().nullable() }),
});
