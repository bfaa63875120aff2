import { z } from 'zod';
import { AccountId, DeviceId } from '../../ids.ts';

/** The path of a route about one of the caller's own devices. */
export const OwnDeviceParams = z.strictObject({ user_id: AccountId, device_id: DeviceId });
