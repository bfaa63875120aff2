import { z } from 'zod';
import { DeviceId, SessionId } from '../../ids.ts';
import { route } from '../route.ts';

export const listSessions = route({
  method: 'GET',
  path: '/api/v1/sessions',
  summary: 'Where this account is signed in',
  access: 'signed-in',
  rate: 'ordinary',
  status: 200,
  answer: z.strictObject({
    sessions: z.array(
      z.strictObject({
        session_id: SessionId,
        device_id: DeviceId,
        created_at: z.iso.datetime(),
        last_used_at: z.iso.datetime(),
        current: z.boolean(),
      }),
    ),
  }),
});
