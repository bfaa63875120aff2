import type { Job } from '../jobs/jobs.ts';
import { sweepMessages } from './store.ts';

/** Removes envelopes that waited too long. */
export const sweepOldMessages: Job = {
  name: 'sweep-messages',
  everyMs: 60 * 60_000,
  async run(context) {
    const before = new Date(Date.now() - context.config.envelopeDays * 86_400_000);
    const removed = await context.database.asNobody((tx) => sweepMessages(tx, before));
    if (removed > 0) context.log.info({ removed }, 'envelopes-expired');
  },
};
