import { z } from 'zod';
import { MailboxCursor } from '../../ids.ts';
import { OwnDeviceParams } from '../keys/own-device-params.ts';
import { route } from '../route.ts';

export const acknowledgeQueue = route({
  method: 'DELETE',
  path: '/api/v1/messages/queue/:user_id/:device_id',
  summary: 'Remove what this device has stored, up to and including a cursor; never more',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id', device: 'device_id' },
  params: OwnDeviceParams,
  /** Without it the answer is `cursor-required`: nothing is ever cleared blindly. */
  query: z.strictObject({ through: z.coerce.number().pipe(MailboxCursor).optional() }),
  status: 200,
  answer: z.strictObject({ removed: z.int().min(0) }),
});
