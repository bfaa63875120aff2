import type { BlobId } from '@sotto/protocol';
import { ProblemError } from '../http/problem-error.ts';

/**
 * One writer of an upload at a time in this process. A sender whose connection broke comes back before the server has
 * noticed: the writer before is told to stop, and the new one waits for it a little.
 */
export type UploadLocks = {
  /** @throws ProblemError `upload-busy` when the writer before does not end in time. */
  hold<Result>(blobId: BlobId, work: (stop: AbortSignal) => Promise<Result>): Promise<Result>;
};

const patienceMs = 5000;

export function createUploadLocks(): UploadLocks {
  const writers = new Map<BlobId, { stop: AbortController; ended: Promise<unknown> }>();
  return {
    async hold(blobId, work) {
      for (let writer = writers.get(blobId); writer !== undefined; writer = writers.get(blobId)) {
        writer.stop.abort();
        if (!(await endsInTime(writer.ended)))
          throw new ProblemError('upload-busy', { retry_after_seconds: 5 });
      }
      const stop = new AbortController();
      const running = work(stop.signal);
      const ended = running.then(
        () => {},
        () => {},
      );
      const own = { stop, ended };
      writers.set(blobId, own);
      try {
        return await running;
      } finally {
        if (writers.get(blobId) === own) writers.delete(blobId);
      }
    },
  };
}

async function endsInTime(ended: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([ended.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
