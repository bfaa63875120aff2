import { z } from 'zod';
import { GroupId, GroupSeq } from '../../ids.ts';
import { route } from '../route.ts';
import { GroupEvent } from './group-event.ts';

export const getGroupEvent = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/log/:seq',
  summary: 'One event of a group’s log, as large as it is',
  access: 'signed-in',
  rate: 'ordinary',
  params: z.strictObject({ group_id: GroupId, seq: z.coerce.number().pipe(GroupSeq) }),
  status: 200,
  answer: GroupEvent,
});
