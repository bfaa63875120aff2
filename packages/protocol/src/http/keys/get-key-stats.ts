import { z } from 'zod';
import { AccountId, DeviceId } from '../../ids.ts';
import { route } from '../route.ts';
import { KeyPackageCount } from './key-packages.ts';
import { OwnDeviceParams } from './own-device-params.ts';
import { PrekeyId } from './prekeys.ts';

export const KeyStats = z.strictObject({
  user_id: AccountId,
  device_id: DeviceId,
  onetime_prekeys: z.int().min(0),
  onetime_kem_prekeys: z.int().min(0),
  signed_prekey_id: PrekeyId,
  signed_prekey_created_at: z.iso.datetime(),
  last_resort_kem_prekey_id: PrekeyId,
  /** How often the last-resort key was handed out since it was made. */
  last_resort_uses: z.int().min(0),
  /** Fewer one-time keys of either kind are left than the low-water mark. */
  low: z.boolean(),
  /** One entry for each suite of which there is any. */
  key_packages: z.array(KeyPackageCount),
});
export type KeyStats = z.infer<typeof KeyStats>;

export const getKeyStats = route({
  method: 'GET',
  path: '/api/v1/keys/stats/:user_id/:device_id',
  summary: 'How many prekeys and key packages one of your devices has left',
  access: 'signed-in',
  rate: 'ordinary',
  self: { user: 'user_id' },
  params: OwnDeviceParams,
  status: 200,
  answer: KeyStats,
});
