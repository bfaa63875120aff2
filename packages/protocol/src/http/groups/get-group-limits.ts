import { z } from 'zod';
import { route } from '../route.ts';

export const GroupLimits = z.strictObject({
  /** Devices that can be in one group. */
  members_max: z.int().min(2),
  /** A new group of up to so many devices is made in the hybrid suite; clients take it for no less than theirs. */
  hybrid_devices_max: z.int().min(0),
});
export type GroupLimits = z.infer<typeof GroupLimits>;

export const getGroupLimits = route({
  method: 'GET',
  path: '/api/v1/groups/limits',
  summary: 'How large groups may be, and up to which size they are post-quantum hybrid',
  access: 'signed-in',
  rate: 'ordinary',
  status: 200,
  answer: GroupLimits,
});
