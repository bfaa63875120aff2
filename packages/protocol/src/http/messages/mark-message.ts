import { z } from 'zod';
import { AccountId, MessageId } from '../../ids.ts';
import { route } from '../route.ts';
import { Submission, SubmissionOutcome } from './submission.ts';

const params = z.strictObject({ user_id: AccountId, message_id: MessageId });

/** The receipt is for the sender's eyes: sealed by the client and carried like any other message. */
const body = z.strictObject({ receipt: Submission.optional() });

const answer = z.strictObject({ removed: z.boolean(), receipt: SubmissionOutcome.optional() });

export const markDelivered = route({
  method: 'PUT',
  path: '/api/v1/messages/delivered/:user_id/:message_id',
  summary: 'Take one message out of the calling device’s mailbox; may carry a sealed receipt',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id' },
  params,
  body,
  status: 200,
  answer,
});

export const markRead = route({
  method: 'PUT',
  path: '/api/v1/messages/read/:user_id/:message_id',
  summary: 'The same as delivered: that it was read stands only inside the sealed receipt',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id' },
  params,
  body,
  status: 200,
  answer,
});
