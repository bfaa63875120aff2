import type { SessionId } from '@sotto/protocol';
import type { Job } from './jobs.ts';

/** Ends idle sessions; forgets invites and half-finished logins that have run out. */
export const sweepAccounts: Job = {
  name: 'sweep-accounts',
  everyMs: 5 * 60_000,
  async run(context) {
    const idleBefore = new Date(Date.now() - context.config.sessionIdleDays * 86_400_000);
    const ended = await context.database.asNobody(
      async (tx) =>
        (await tx.query<{ session_id: SessionId }>('select session_id from sweep_accounts($1)', [idleBefore]))
          .rows,
    );
    for (const { session_id } of ended) context.events.emit('session-ended', session_id);
  },
};
