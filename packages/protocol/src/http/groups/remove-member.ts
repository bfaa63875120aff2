import { z } from 'zod';
import { AccountId, GroupId } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupCommit } from './group-commit.ts';
import { CommitOutcome } from './group-outcome.ts';

export const removeGroupMember = route({
  method: 'DELETE',
  path: '/api/v1/groups/:group_id/members/:user_id/:removed_by',
  summary: 'A commit that removes devices of one account; safe to repeat',
  access: 'signed-in',
  rate: 'commits',
  self: { user: 'removed_by' },
  params: z.strictObject({ group_id: GroupId, user_id: AccountId, removed_by: AccountId }),
  body: GroupCommit,
  status: 200,
  answer: CommitOutcome,
});
