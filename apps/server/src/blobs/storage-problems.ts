import { ProblemError } from '../http/problem-error.ts';
import { StorageFullError } from './storage/blob-storage.ts';
import { S3Error } from './storage/s3-client.ts';

/** What goes wrong with the storage, as the caller is told: it can be tried again. */
export async function storageProblems<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageFullError)
      throw new ProblemError('storage-full', { retry_after_seconds: 60 });
    if (error instanceof S3Error) throw new ProblemError('unavailable', { retry_after_seconds: 5 });
    throw error;
  }
}
