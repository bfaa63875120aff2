import { ClientError } from '../client-error.ts';

/**
 * A function that runs `work` once after the current turn, however often it is called before: many small
 * changes are shown together. A client that was closed meanwhile shows nothing any more.
 */
export function later(work: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    void Promise.resolve()
      .then(() => {
        due = false;
        work();
      })
      .catch(ignoreClosed);
  };
}

/** What is under way when a client is closed ends here; anything else is a bug and stays one. */
export function ignoreClosed(error: unknown): void {
  if (!(error instanceof ClientError) || error.code !== 'closed') throw error;
}
