import type { GroupStanding } from '@sotto/client';

/** Whether what one writes goes out, now or as soon as this device is in the group. */
export function mayWrite(standing: GroupStanding): boolean {
  return standing.kind === 'member' || standing.kind === 'creating' || standing.kind === 'repairing';
}
