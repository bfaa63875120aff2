import { z } from 'zod';
import { oneTimePrekeysPerUploadMax } from '../../limits.ts';
import { route } from '../route.ts';
import { OwnDeviceParams } from './own-device-params.ts';
import { KemPrekey, OneTimePrekey } from './prekeys.ts';

export const uploadPrekeys = route({
  method: 'POST',
  path: '/api/v1/keys/prekeys/:user_id/:device_id',
  summary: 'Add one-time prekeys (100 at a time)',
  access: 'signed-in',
  rate: 'prekeys',
  self: { user: 'user_id', device: 'device_id' },
  params: OwnDeviceParams,
  body: z.strictObject({
    onetime_prekeys: z.array(OneTimePrekey).max(oneTimePrekeysPerUploadMax).default([]),
    onetime_kem_prekeys: z.array(KemPrekey).max(oneTimePrekeysPerUploadMax).default([]),
  }),
  status: 200,
  answer: z.strictObject({ onetime_prekeys: z.int(), onetime_kem_prekeys: z.int() }),
});
