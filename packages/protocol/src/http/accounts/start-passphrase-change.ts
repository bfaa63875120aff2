import { z } from 'zod';
import { AccountId } from '../../ids.ts';
import { route } from '../route.ts';
import { OpaqueMessage } from './opaque-message.ts';

export const startPassphraseChange = route({
  method: 'POST',
  path: '/api/v1/accounts/:user_id/passphrase/start',
  summary: 'First half of choosing a new passphrase; proves the old one with a login message',
  access: 'signed-in',
  rate: 'credentials',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  body: z.strictObject({ login_request: OpaqueMessage, registration_request: OpaqueMessage }),
  status: 200,
  answer: z.strictObject({
    login_id: z.string().max(1024),
    login_response: OpaqueMessage,
    registration_response: OpaqueMessage,
  }),
});
