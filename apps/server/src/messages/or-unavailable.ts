import { ProblemError } from '../http/problem-error.ts';
import { BatcherFullError } from './batcher.ts';

/** What a batcher answers; when too much waits there, the caller is asked to come again. */
export async function orUnavailable<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof BatcherFullError) throw new ProblemError('unavailable', { retry_after_seconds: 2 });
    throw error;
  }
}
