import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MailboxPage } from '../messages/store.ts';
import type { StoredEnvelope } from '../messages/stored-envelope.ts';
import { createDeliveryStream } from './delivery-stream.ts';

const envelope = (seq: number) => ({ seq }) as StoredEnvelope;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A mailbox whose reads are answered by hand: what a read sees is fixed when it begins. */
function harness(seqs: number[] = []) {
  const rows = [...seqs];
  let lastSeq = rows.at(-1) ?? 0;
  const pending: (() => void)[] = [];
  const sent: number[] = [];
  const caughtUp: number[] = [];
  const stream = createDeliveryStream({
    read(after) {
      const found: MailboxPage = {
        envelopes: rows
          .filter((seq) => seq > after)
          .slice(0, 3)
          .map(envelope),
        lastSeq,
      };
      return new Promise((resolve) => pending.push(() => resolve(found)));
    },
    send: (envelopes) => sent.push(...envelopes.map(({ seq }) => seq)),
    caughtUp: (cursor) => caughtUp.push(cursor),
    drained: async () => {},
    failed: (error) => {
      throw error;
    },
  });
  const commit = (offered = true) => {
    rows.push(++lastSeq);
    if (offered) stream.offer(envelope(lastSeq));
  };
  const withdraw = () => rows.shift();
  const answer = async () => {
    pending.shift()?.();
    await turn();
  };
  return { stream, sent, caughtUp, commit, withdraw, answer, pending };
}

test('backfill sends page by page what waits, then says so once', async () => {
  const { stream, sent, caughtUp, answer } = harness([1, 2, 3, 4, 5]);
  stream.start();
  await answer();
  expect(sent).toEqual([1, 2, 3]);
  expect(stream.phase).toBe('backfill');
  await answer();
  expect(sent).toEqual([1, 2, 3, 4, 5]);
  expect(caughtUp).toEqual([5]);
  expect(stream.phase).toBe('live');
});

test('what is committed while the last page is read is not lost', async () => {
  const { stream, sent, commit, answer, pending } = harness();
  stream.start();
  commit();
  await answer();
  expect(sent).toEqual([]);
  expect(pending.length).toBe(1);
  await answer();
  expect(sent).toEqual([1]);
  commit();
  expect(sent).toEqual([1, 2]);
});

test('live: a number that follows is sent without reading, a gap is read, an old one is dropped', async () => {
  const { stream, sent, commit, answer, pending } = harness();
  stream.start();
  await answer();
  commit();
  expect(sent).toEqual([1]);
  commit(false);
  commit();
  expect(sent).toEqual([1]);
  await answer();
  expect(sent).toEqual([1, 2, 3]);
  stream.offer(envelope(2));
  expect(pending.length).toBe(0);
});

test('an empty mailbox that once held messages continues from its number', async () => {
  const { stream, sent, commit, withdraw, answer, pending } = harness([1]);
  withdraw();
  stream.start();
  await answer();
  commit();
  expect(sent).toEqual([2]);
  expect(pending.length).toBe(0);
});

test('a stream that is closed sends nothing more', async () => {
  const { stream, sent, commit, answer } = harness([1]);
  stream.start();
  stream.close();
  await answer();
  commit();
  expect(sent).toEqual([]);
});

test('whatever comes when: in order, and everything that stays is sent exactly once a connection', async () => {
  const step = fc.constantFrom('commit', 'commit-elsewhere', 'look-again', 'answer');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { stream, sent, commit, answer, pending } = harness([1, 2, 3, 4]);
      let committed = 4;
      stream.start();
      for (const name of steps) {
        if (name === 'answer') await answer();
        else if (name === 'look-again') stream.lookAgain();
        else {
          commit(name === 'commit');
          committed++;
        }
      }
      stream.lookAgain();
      while (pending.length > 0) await answer();
      expect(sent).toEqual(Array.from({ length: committed }, (_, i) => i + 1));
    }),
    { numRuns: 200 },
  );
});
