const attemptsMax = 3;
/** Deadlock detected, serialisation failure: nothing was stored, and the same may succeed now. */
const passing = new Set(['40P01', '40001']);

/** Runs a statement or transaction of its own, again when the database undid it for another's sake. */
export async function patiently<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === attemptsMax || !passing.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
