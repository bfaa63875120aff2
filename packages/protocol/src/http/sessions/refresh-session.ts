import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { RequestId } from '../../ids.ts';
import { route } from '../route.ts';
import { Tokens } from './signed-in.ts';

export const refreshSession = route({
  method: 'POST',
  path: '/api/v1/sessions/refresh',
  summary: 'Swap a refresh token for new tokens; using it again ends the session',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({
    refresh_token: z.string().max(256),
    /** A repeat with the same id gets the same tokens: an answer that was lost costs nothing. */
    request_id: RequestId,
    /** Ed25519 by the device's signature key over the token and the request id (`crypto/identity`). */
    signature: base64Exactly(64),
  }),
  status: 200,
  answer: Tokens,
});
