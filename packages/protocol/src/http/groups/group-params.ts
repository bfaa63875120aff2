import { z } from 'zod';
import { AccountId, DeviceId, GroupId } from '../../ids.ts';

/** The path of a route about one group. */
export const GroupParams = z.strictObject({ group_id: GroupId });

/** One device as a group's routing set names it. */
export const GroupDevice = z.strictObject({ user_id: AccountId, device_id: DeviceId });
export type GroupDevice = z.infer<typeof GroupDevice>;
