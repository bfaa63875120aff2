import { z } from 'zod';
import { Username } from '../accounts/account.ts';
import { OpaqueMessage } from '../accounts/opaque-message.ts';
import { route } from '../route.ts';

export const startLogin = route({
  method: 'POST',
  path: '/api/v1/sessions/start',
  summary: 'First half of signing in with OPAQUE; an unknown name gets an answer like any other',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({ username: Username, login_request: OpaqueMessage }),
  status: 200,
  answer: z.strictObject({ login_id: z.string().max(1024), login_response: OpaqueMessage }),
});
