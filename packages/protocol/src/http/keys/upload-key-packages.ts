import { z } from 'zod';
import { keyPackagesPerUploadMax } from '../../limits.ts';
import { route } from '../route.ts';
import { KeyPackageCount, KeyPackageUpload } from './key-packages.ts';
import { OwnDeviceParams } from './own-device-params.ts';

export const uploadKeyPackages = route({
  method: 'POST',
  path: '/api/v1/keys/key-packages/:user_id/:device_id',
  summary: 'Add key packages, by which others bring this device into groups; safe to repeat',
  access: 'signed-in',
  rate: 'prekeys',
  self: { user: 'user_id', device: 'device_id' },
  params: OwnDeviceParams,
  /** What has an id of the past is passed over: it came before. */
  body: z.strictObject({
    key_packages: z.array(KeyPackageUpload).max(keyPackagesPerUploadMax).default([]),
    /** One for each suite at most; takes the place of the one before. */
    last_resort: z.array(KeyPackageUpload).max(8).default([]),
  }),
  status: 200,
  answer: z.strictObject({ key_packages: z.array(KeyPackageCount) }),
});
