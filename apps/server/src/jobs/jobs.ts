import type { Context } from '../context.ts';

/** Work that comes round by itself. Safe to run on several nodes at once: each is one statement. */
export type Job = { readonly name: string; readonly everyMs: number; run(context: Context): Promise<void> };

/** Runs each job at its pace until stopped; one that fails is tried again at its next turn. */
export function startJobs(context: Context, jobs: readonly Job[]): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const timers = jobs.map((job) =>
    setInterval(() => {
      const turn = job
        .run(context)
        .catch((error: unknown) => context.log.error({ error, job: job.name }, 'job-failed'))
        .finally(() => running.delete(turn));
      running.add(turn);
    }, job.everyMs).unref(),
  );
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}
