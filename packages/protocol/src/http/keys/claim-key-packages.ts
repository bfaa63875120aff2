import { z } from 'zod';
import { base64Exactly } from '../../encoding/base64-bytes.ts';
import { AccountId, DeviceId } from '../../ids.ts';
import { claimAccountsMax, devicesPerAccountMax } from '../../limits.ts';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';
import { KeyPackageBytes, MlsSuite } from './key-packages.ts';

/** What it takes to add an account to a group: its signed device list and a key package of each device. */
export const ClaimedAccount = z.strictObject({
  user_id: AccountId,
  /** The account's identity key: Ed25519, 32 bytes. */
  identity_key: base64Exactly(32),
  device_list: SignedDeviceList,
  devices: z.array(
    z.strictObject({
      device_id: DeviceId,
      /** Absent when the device has none of this suite, not even one of last resort. */
      key_package: KeyPackageBytes.optional(),
      /** Others may have been given the same. */
      last_resort: z.boolean(),
    }),
  ),
});
export type ClaimedAccount = z.infer<typeof ClaimedAccount>;

export const claimKeyPackages = route({
  method: 'POST',
  path: '/api/v1/keys/key-packages/claim/:user_id',
  summary: 'Take one key package of every device of some accounts; each is given out once',
  access: 'signed-in',
  rate: 'prekeys',
  /** The caller, not who is claimed. */
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  body: z.strictObject({
    suite: MlsSuite,
    accounts: z
      .array(
        z.strictObject({
          user_id: AccountId,
          /** Only these devices, so that no other key package is used up. */
          device_ids: z.array(DeviceId).min(1).max(devicesPerAccountMax).optional(),
        }),
      )
      .min(1)
      .max(claimAccountsMax),
  }),
  status: 200,
  /** Accounts that do not exist, or have no device yet, are left out. */
  answer: z.strictObject({ accounts: z.array(ClaimedAccount) }),
});
