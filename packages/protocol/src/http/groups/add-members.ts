import { z } from 'zod';
import { AccountId, GroupId } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupCommit } from './group-commit.ts';
import { CommitOutcome } from './group-outcome.ts';

export const addGroupMembers = route({
  method: 'POST',
  path: '/api/v1/groups/:group_id/members/:added_by',
  summary: 'A commit that adds devices; safe to repeat',
  access: 'signed-in',
  rate: 'commits',
  self: { user: 'added_by' },
  params: z.strictObject({ group_id: GroupId, added_by: AccountId }),
  body: GroupCommit,
  status: 200,
  answer: CommitOutcome,
});
