import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredEnvelope } from '../messages/store.ts';
import { createDeliveryStream } from './delivery-stream.ts';

const envelope = (seq: number) => ({ seq }) as StoredEnvelope;

/** A mailbox whose reads take as long as the test wants. */
function mailbox(initial: number[]) {
  const stored = [...initial];
  const sent: number[] = [];
  const reads: (() => void)[] = [];
  let caughtUp = 0;
  const stream = createDeliveryStream(
    Math.max(0, ...initial),
    {
      read(after) {
        const page = stored
          .filter((seq) => seq > after)
          .slice(0, 2)
          .map(envelope);
        return new Promise((resolve) => reads.push(() => resolve(page)));
      },
    },
    {
      send: (envelopes) => sent.push(...envelopes.map((one) => one.seq)),
      caughtUp: () => {
        caughtUp++;
      },
      drained: async () => {},
      failed: (error) => {
        throw error;
      },
    },
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    stream,
    sent,
    stored,
    caughtUpTimes: () => caughtUp,
    commit(seq: number, seenHere = true) {
      stored.push(seq);
      if (seenHere) stream.offer(envelope(seq));
    },
    async finishReads() {
      for (let i = 0; i < 50; i++) {
        await settle();
        reads.shift()?.();
      }
      await settle();
    },
    async finishOneRead() {
      await settle();
      reads.shift()?.();
      await settle();
    },
  };
}

test('backfill, then live, each message once and in order', async () => {
  const box = mailbox([1, 2, 3]);
  void box.stream.start();
  await box.finishReads();
  expect(box.caughtUpTimes()).toBe(1);
  box.commit(4);
  box.commit(5);
  expect(box.sent).toEqual([1, 2, 3, 4, 5]);
});

test('what is committed while the last page is being read is not lost', async () => {
  const box = mailbox([1]);
  void box.stream.start();
  await box.finishOneRead();
  await new Promise((resolve) => setImmediate(resolve));
  // The read that will find nothing has begun; this commit comes after its snapshot.
  box.commit(2);
  await box.finishReads();
  expect(box.sent).toEqual([1, 2]);
  expect(box.caughtUpTimes()).toBe(1);
});

test('a number that does not follow is read from the mailbox', async () => {
  const box = mailbox([]);
  void box.stream.start();
  await box.finishReads();
  box.commit(1, false);
  box.commit(2);
  await box.finishReads();
  expect(box.sent).toEqual([1, 2]);
});

test('an envelope offered again is not sent again', async () => {
  const box = mailbox([1]);
  void box.stream.start();
  await box.finishReads();
  box.stream.offer(envelope(1));
  expect(box.sent).toEqual([1]);
});

test('any interleaving of commits, reads and lost hints delivers everything once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 4 }),
      fc.array(fc.constantFrom('commit', 'commit-elsewhere', 'read'), { maxLength: 30 }),
      async (waiting, steps) => {
        const box = mailbox(Array.from({ length: waiting }, (_, i) => i + 1));
        void box.stream.start();
        let seq = waiting;
        for (const step of steps) {
          if (step === 'read') await box.finishOneRead();
          else box.commit(++seq, step === 'commit');
        }
        box.commit(++seq);
        await box.finishReads();
        expect(box.sent).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
      },
    ),
    { numRuns: 60 },
  );
});
