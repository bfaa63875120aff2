import { z } from 'zod';
import { base64Bytes, base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId } from '../../ids.ts';
import { oneTimePrekeysPerUploadMax } from '../../limits.ts';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';
import { CurveKey, KemPrekey, OneTimePrekey, SignedPrekey } from './prekeys.ts';

export const registerDevice = route({
  method: 'POST',
  path: '/api/v1/keys/register/:user_id',
  summary: "Publish this device's public keys and the device list that names it",
  access: 'signed-in',
  rate: 'prekeys',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  body: z.strictObject({
    device_id: DeviceId,
    /** Sealed by the client: the server cannot read what a device is called. */
    device_name: base64Bytes({ min: 1, max: 512 }),
    registration_id: z.int().min(1).max(0x3f_ff),
    identity_key: CurveKey,
    /** Ed25519, 32 bytes; the one this session was made with. */
    signature_key: base64Exactly(32),
    signed_prekey: SignedPrekey,
    onetime_prekeys: z.array(OneTimePrekey).max(oneTimePrekeysPerUploadMax),
    last_resort_kem_prekey: KemPrekey,
    onetime_kem_prekeys: z.array(KemPrekey).max(oneTimePrekeysPerUploadMax),
    device_list: SignedDeviceList,
  }),
  status: 201,
  answer: z.strictObject({ device_id: DeviceId, onetime_prekeys: z.int(), onetime_kem_prekeys: z.int() }),
});
