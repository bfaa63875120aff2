import { z } from 'zod';
import { base64Bytes, base64Exactly } from '../../encoding/base64-bytes.ts';
import { DeviceId } from '../../ids.ts';
import { OpaqueMessage } from '../accounts/opaque-message.ts';
import { route } from '../route.ts';
import { SignedIn } from './signed-in.ts';

export const finishLogin = route({
  method: 'POST',
  path: '/api/v1/sessions/finish',
  summary: 'Second half of signing in: makes a session bound to this device',
  access: 'anonymous',
  rate: 'credentials',
  body: z.strictObject({
    login_id: z.string().max(1024),
    login_finish: OpaqueMessage,
    device_id: DeviceId,
    /** The device's Ed25519 signature key: every refresh is signed with it. */
    device_signature_key: base64Exactly(32),
  }),
  status: 201,
  answer: z.strictObject({
    ...SignedIn.shape,
    identity_key: base64Exactly(32),
    wrapped_identity_key: base64Bytes({ min: 32, max: 512 }),
  }),
});
