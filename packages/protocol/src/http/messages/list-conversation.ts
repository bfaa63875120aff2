import { z } from 'zod';
import { AccountId, MailboxCursor } from '../../ids.ts';
import { queuePageDefault, queuePageMax } from '../../limits.ts';
import { route } from '../route.ts';
import { WaitingMessage } from './waiting-message.ts';

export const QueueQuery = z.strictObject({
  after: z.coerce.number().pipe(MailboxCursor).optional(),
  limit: z.coerce.number().int().min(1).max(queuePageMax).default(queuePageDefault),
});

export const listConversation = route({
  method: 'GET',
  path: '/api/v1/messages/conversation/:user_id',
  summary: 'The messages from one person that still wait for the calling device',
  access: 'signed-in',
  rate: 'messages',
  params: z.strictObject({ user_id: AccountId }),
  query: QueueQuery,
  status: 200,
  answer: z.strictObject({ messages: z.array(WaitingMessage), more: z.boolean() }),
});
