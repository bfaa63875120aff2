import type { Cancellation } from '../../platform/cancellation.ts';
import type { RateMeter } from '../rate-meter.ts';

/** What is known of a file that is being sent now. */
export type ActiveFile = {
  readonly cancellation: Cancellation;
  readonly meter: RateMeter;
  sent: number;
};

/** Why one is not, and until when. */
export type Waiting = { readonly reason: 'offline' | 'server-full'; readonly until: number };
