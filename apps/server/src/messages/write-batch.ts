import type pg from 'pg';
import { patiently } from '../db/patiently.ts';
import { ProblemError } from '../http/problem-error.ts';
import { type AcceptOutcome, acceptMessages } from './accept-store.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** What became of one message of a batch. */
export type WriteResult =
  | { readonly kind: 'accepted'; readonly acceptedAt: number; readonly seqs: readonly number[] }
  /** Accepted at an earlier time; its envelopes lie where they lay. */
  | { readonly kind: 'repeated'; readonly acceptedAt: number }
  /** What it was checked against has changed: check again. */
  | { readonly kind: 'check-again' }
  | { readonly kind: 'refused'; readonly error: ProblemError };

/**
 * Stores a batch. Messages that cannot be stored are left out and the rest is written again: one sender's
 * mistake is never another's.
 */
export async function writeBatch(
  pool: pg.Pool,
  batch: readonly OutgoingMessage[],
  waitingMax: number,
): Promise<WriteResult[]> {
  const outcome = await patiently(() => acceptMessages(pool, batch, waitingMax));
  if (outcome.kind === 'stored') {
    const { acceptedAt, seqs } = outcome;
    let next = 0;
    return batch.map(({ envelopes }) => {
      const from = next;
      next += envelopes.length;
      return { kind: 'accepted', acceptedAt, seqs: seqs.slice(from, next) };
    });
  }
  const verdictOn = judge(outcome);
  const verdicts = batch.map(verdictOn);
  const rest = batch.filter((_, i) => verdicts[i] === undefined);
  if (rest.length === batch.length) throw new Error('a batch was refused without a reason');
  const results = rest.length === 0 ? [] : await writeBatch(pool, rest, waitingMax);
  let next = 0;
  return verdicts.map((verdict) => verdict ?? (results[next++] as WriteResult));
}

/** Says of each message in turn what stands in its way; undefined when nothing does. */
function judge(
  outcome: Exclude<AcceptOutcome, { kind: 'stored' }>,
): (message: OutgoingMessage, position: number) => WriteResult | undefined {
  switch (outcome.kind) {
    case 'stale':
      return ({ own, other }) => {
        const moved = [own, other].some(
          (account) => account !== undefined && outcome.accounts.includes(account.accountId),
        );
        return moved ? { kind: 'check-again' } : undefined;
      };
    case 'gone':
      return ({ envelopes }) =>
        envelopes.some(({ devicePk }) => devicePk === outcome.mailbox) ? { kind: 'check-again' } : undefined;
    case 'full': {
      const room = new Map(outcome.room);
      return ({ envelopes }) => {
        if (envelopes.some(({ devicePk }) => room.get(devicePk) === 0))
          return { kind: 'refused', error: new ProblemError('queue-full', { retry_after_seconds: 60 }) };
        for (const { devicePk } of envelopes) {
          const left = room.get(devicePk);
          if (left !== undefined) room.set(devicePk, left - 1);
        }
        return undefined;
      };
    }
    case 'repeated':
      return (_message, position) => {
        if (!outcome.at.has(position)) return undefined;
        const acceptedAt = outcome.at.get(position);
        return acceptedAt === undefined ? { kind: 'check-again' } : { kind: 'repeated', acceptedAt };
      };
  }
}
