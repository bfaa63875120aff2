import { z } from 'zod';
import { Incarnation } from '../../ids.ts';
import { OwnDeviceParams } from '../keys/own-device-params.ts';
import { route } from '../route.ts';
import { QueueQuery } from './list-conversation.ts';
import { WaitingMessage } from './waiting-message.ts';

export const getQueue = route({
  method: 'GET',
  path: '/api/v1/messages/queue/:user_id/:device_id',
  summary: 'What waits for this device, oldest first; reading removes nothing',
  access: 'signed-in',
  rate: 'messages',
  self: { user: 'user_id', device: 'device_id' },
  params: OwnDeviceParams,
  query: QueueQuery,
  status: 200,
  answer: z.strictObject({
    messages: z.array(WaitingMessage),
    more: z.boolean(),
    incarnation: Incarnation,
  }),
});
