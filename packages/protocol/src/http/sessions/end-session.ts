import { z } from 'zod';
import { SessionId } from '../../ids.ts';
import { route } from '../route.ts';

export const endSession = route({
  method: 'DELETE',
  path: '/api/v1/sessions/:session_id',
  summary: 'Sign a session out: its tokens stop working and its sockets close',
  access: 'signed-in',
  rate: 'ordinary',
  params: z.strictObject({ session_id: SessionId }),
  status: 204,
});
