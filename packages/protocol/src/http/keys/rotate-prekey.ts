import { z } from 'zod';
import { route } from '../route.ts';
import { OwnDeviceParams } from './own-device-params.ts';
import { KemPrekey, SignedPrekey } from './prekeys.ts';

export const rotatePrekey = route({
  method: 'PUT',
  path: '/api/v1/keys/rotate/:user_id/:device_id',
  summary: 'Replace the signed prekey, the last-resort KEM prekey, or both (weekly)',
  access: 'signed-in',
  rate: 'prekeys',
  self: { user: 'user_id', device: 'device_id' },
  params: OwnDeviceParams,
  body: z
    .strictObject({ signed_prekey: SignedPrekey.optional(), last_resort_kem_prekey: KemPrekey.optional() })
    .refine((body) => body.signed_prekey !== undefined || body.last_resort_kem_prekey !== undefined, {
      error: 'name at least one key',
    }),
  status: 204,
});
