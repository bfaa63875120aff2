import { z } from 'zod';
import { base64Bytes } from '../../encoding/base64-bytes.ts';
import { AccountId } from '../../ids.ts';
import { route } from '../route.ts';
import { OpaqueMessage } from './opaque-message.ts';

export const finishPassphraseChange = route({
  method: 'POST',
  path: '/api/v1/accounts/:user_id/passphrase/finish',
  summary: 'Second half of choosing a new passphrase; every other session ends',
  access: 'signed-in',
  rate: 'credentials',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  body: z.strictObject({
    login_id: z.string().max(1024),
    login_finish: OpaqueMessage,
    registration_record: OpaqueMessage,
    wrapped_identity_key: base64Bytes({ min: 32, max: 512 }),
  }),
  status: 204,
});
