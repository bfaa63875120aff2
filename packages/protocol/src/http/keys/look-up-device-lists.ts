import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId } from '../../ids.ts';
import { deviceListsPerLookUpMax } from '../../limits.ts';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';

export const lookUpDeviceLists = route({
  method: 'POST',
  path: '/api/v1/keys/device-lists',
  summary: 'The signed device lists of many accounts at once, as whoever enters a group needs them',
  access: 'signed-in',
  rate: 'bulk',
  body: z.strictObject({ user_ids: z.array(AccountId).min(1).max(deviceListsPerLookUpMax) }),
  status: 200,
  answer: z.strictObject({
    /** In no order; unknown accounts are not in it. */
    device_lists: z.array(
      z.strictObject({
        user_id: AccountId,
        identity_key: base64Exactly(32),
        /** Null until the first device is registered. */
        device_list: SignedDeviceList.nullable(),
      }),
    ),
  }),
});
