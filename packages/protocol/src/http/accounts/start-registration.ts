import { z } from 'zod';
import { AccountId } from '../../ids.ts';
import { InviteToken } from '../invites/invite.ts';
import { route } from '../route.ts';
import { Username } from './account.ts';
import { OpaqueMessage } from './opaque-message.ts';

export const startRegistration = route({
  method: 'POST',
  path: '/api/v1/accounts/registration/start',
  summary: 'First half of signing up: OPAQUE registration, so that the passphrase never leaves the device',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({
    invite_token: InviteToken,
    username: Username,
    registration_request: OpaqueMessage,
  }),
  status: 200,
  answer: z.strictObject({
    /** Proves to the second half that the first took place; bound to invite, name and account id. */
    registration_id: z.string().max(1024),
    /** The id the account will have; the client binds its wrapped identity key to it. */
    user_id: AccountId,
    registration_response: OpaqueMessage,
  }),
});
