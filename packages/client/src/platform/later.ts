/**
 * A function that runs `work` once after the current turn, however often it is called before: many small
 * changes are shown together.
 */
export function later(work: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    void Promise.resolve().then(() => {
      due = false;
      work();
    });
  };
}
