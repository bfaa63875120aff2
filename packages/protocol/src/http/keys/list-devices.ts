import { z } from 'zod';
import { base64Bytes, base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId } from '../../ids.ts';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';

export const listDevices = route({
  method: 'GET',
  path: '/api/v1/keys/devices/:user_id',
  summary: 'The signed device list of an account; sealed names and last use only to itself',
  access: 'signed-in',
  rate: 'ordinary',
  params: z.strictObject({ user_id: AccountId }),
  status: 200,
  answer: z.strictObject({
    user_id: AccountId,
    identity_key: base64Exactly(32),
    /** Null until the first device is registered. */
    device_list: SignedDeviceList.nullable(),
    devices: z.array(
      z.strictObject({
        device_id: DeviceId,
        registration_id: z.int(),
        created_at: z.iso.datetime(),
        device_name: base64Bytes({ min: 1, max: 512 }).optional(),
        last_seen_at: z.iso.datetime().optional(),
      }),
    ),
  }),
});
