import type { Job } from '../jobs/jobs.ts';

/** So few at a time that nobody waits long for the row of a group. */
const groupsAtOnce = 20;

/** Removes what nobody will read: events, Welcomes, members and groups that are gone, expired key packages. */
export const sweepGroups: Job = {
  name: 'sweep-groups',
  everyMs: 60 * 60_000,
  async run(context) {
    const before = new Date(Date.now() - context.config.envelopeDays * 86_400_000);
    let removed = 0;
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after;
      const { rows } = await context.database.asNobody((tx) =>
        tx.query<{ last_pk: number | null; removed: number }>(
          'select last_pk, removed from sweep_groups($1, $2, $3, $4)',
          [from, groupsAtOnce, before, context.config.groupEventsMax],
        ),
      );
      after = rows[0]?.last_pk ?? null;
      removed += rows[0]?.removed ?? 0;
    }
    await context.database.asNobody((tx) => tx.query('select sweep_key_packages()'));
    if (removed > 0) context.log.info({ removed }, 'group-events-swept');
  },
};
