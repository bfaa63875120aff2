import { z } from 'zod';
import { AccountId, DeviceId } from '../../ids.ts';
import { route } from '../route.ts';
import { Submission, SubmissionOutcome } from './submission.ts';

export const sendMessage = route({
  method: 'POST',
  path: '/api/v1/messages/send/:sender_id',
  summary: 'Keep one encrypted message for every device it is for; safe to repeat',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'sender_id' },
  params: z.strictObject({ sender_id: AccountId }),
  /** `device_id` is the sending device, as the session knows it. */
  body: z.strictObject({ device_id: DeviceId, ...Submission.shape }),
  status: 200,
  answer: SubmissionOutcome,
});
