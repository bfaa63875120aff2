import { z } from 'zod';
import { GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';
import { RejoinKey, RejoinKeyParams } from './rejoin-key.ts';

export const putRejoinKey = route({
  method: 'PUT',
  path: '/api/v1/groups/:group_id/rejoin-key/:user_id',
  summary: 'Keep your account’s wrapped copy of a group’s rejoin key; the one of the newest commit stays',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id' },
  params: RejoinKeyParams,
  body: RejoinKey,
  status: 200,
  /** Of the copy that is kept now. */
  answer: z.strictObject({ commit_seq: GroupSeq }),
});
