/**
 * Does a piece of work whenever it is asked to, one at a time: what is asked for meanwhile is done once more
 * afterwards.
 *
 * @param work Ends early where there is nothing to do.
 * @param failed What to do about an error of it; nothing is asked for again by itself.
 * @returns asks for the work.
 */
export function createPump(work: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let running = false;
  let again = false;

  async function run(): Promise<void> {
    try {
      while (again) {
        again = false;
        await work();
      }
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  }

  return () => {
    again = true;
    if (running) return;
    running = true;
    void run();
  };
}
