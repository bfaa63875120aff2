import { z } from 'zod';
import { AccountId, GroupId } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupCommit } from './group-commit.ts';
import { CommitOutcome } from './group-outcome.ts';

export const commitGroup = route({
  method: 'POST',
  path: '/api/v1/groups/:group_id/commits/:committer_id',
  summary: 'Any other commit: updates, details, own devices, joining again; safe to repeat',
  access: 'signed-in',
  rate: 'commits',
  self: { user: 'committer_id' },
  params: z.strictObject({ group_id: GroupId, committer_id: AccountId }),
  body: GroupCommit,
  status: 200,
  answer: CommitOutcome,
});
