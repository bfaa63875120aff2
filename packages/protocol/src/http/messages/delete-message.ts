import { z } from 'zod';
import { AccountId, MessageId } from '../../ids.ts';
import { route } from '../route.ts';

export const deleteMessage = route({
  method: 'DELETE',
  path: '/api/v1/messages/delete/:user_id/:message_id',
  summary: 'Withdraw what still waits: your own message everywhere, or your devices’ copies of another’s',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId, message_id: MessageId }),
  status: 200,
  answer: z.strictObject({ removed: z.int().min(0) }),
});
