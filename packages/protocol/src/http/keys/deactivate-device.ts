import { z } from 'zod';
import { route } from '../route.ts';
import { SignedDeviceList } from './device-list.ts';
import { OwnDeviceParams } from './own-device-params.ts';

export const deactivateDevice = route({
  method: 'DELETE',
  path: '/api/v1/keys/deactivate/:user_id/:device_id',
  summary: 'Remove a device: its sessions, tokens, keys and waiting messages go with it',
  access: 'signed-in',
  rate: 'prekeys',
  self: { user: 'user_id' },
  params: OwnDeviceParams,
  /** The next device list, without that device. */
  body: z.strictObject({ device_list: SignedDeviceList }),
  status: 204,
});
