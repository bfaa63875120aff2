import { route } from '../route.ts';
import { RejoinKey, RejoinKeyParams } from './rejoin-key.ts';

export const getRejoinKey = route({
  method: 'GET',
  path: '/api/v1/groups/:group_id/rejoin-key/:user_id',
  summary: 'Your account’s wrapped copy of a group’s rejoin key',
  access: 'signed-in',
  rate: 'ordinary',
  self: { user: 'user_id' },
  params: RejoinKeyParams,
  status: 200,
  answer: RejoinKey,
});
