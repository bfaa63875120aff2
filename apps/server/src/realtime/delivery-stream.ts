import type { StoredEnvelope } from '../messages/store.ts';

/**
 * What one device is sent, in order, from the first message it has not acknowledged:
 *
 *     backfill   pages read from its mailbox
 *     cut-over   the mailbox is read to its end; whatever was committed meanwhile is read too
 *     live       envelopes straight from the commit, as long as each follows the one before
 *
 * A number that does not follow (this node did not commit the one between) goes back to reading.
 */
export type DeliveryStream = {
  /** Begins after `cursor`; resolves when it is live or closed. */
  start(): Promise<void>;
  /** After a commit, from the hub. */
  offer(envelope: StoredEnvelope): void;
  close(): void;
};

export type DeliverySource = {
  /** The next envelopes after a cursor, oldest first; empty at the end. */
  read(after: number): Promise<readonly StoredEnvelope[]>;
};

export type DeliverySink = {
  send(envelopes: readonly StoredEnvelope[]): void;
  caughtUp(cursor: number): void;
  /** Waits until the reader has taken enough to be sent more. */
  drained(): Promise<void>;
  failed(error: unknown): void;
};

/**
 * @param lastSeq the number the mailbox had reached when the stream was opened: an empty mailbox continues
 *   from there.
 */
export function createDeliveryStream(
  lastSeq: number,
  source: DeliverySource,
  sink: DeliverySink,
): DeliveryStream {
  let phase: 'backfill' | 'live' | 'closed' = 'backfill';
  let sent = 0;
  /** The newest number seen while reading: the end is not reached before it. */
  let newest = lastSeq;
  let saidCaughtUp = false;

  const fill = async (): Promise<void> => {
    while (phase === 'backfill') {
      // Whatever was committed before this read is visible to it.
      const committed = newest;
      const page = await source.read(sent);
      // `close` may have come while waiting.
      if ((phase as string) === 'closed') return;
      const last = page.at(-1);
      if (last !== undefined) {
        sink.send(page);
        sent = last.seq;
        await sink.drained();
      } else if (newest === committed) {
        sent = Math.max(sent, committed);
        phase = 'live';
      }
    }
    if (phase === 'live' && !saidCaughtUp) {
      saidCaughtUp = true;
      sink.caughtUp(sent);
    }
  };
  const run = () => fill().catch((error: unknown) => sink.failed(error));
  return {
    start: run,
    offer(envelope) {
      if (phase === 'closed') return;
      if (phase === 'backfill') {
        newest = Math.max(newest, envelope.seq);
        return;
      }
      if (envelope.seq <= sent) return;
      if (envelope.seq === sent + 1) {
        sent = envelope.seq;
        sink.send([envelope]);
        return;
      }
      newest = envelope.seq;
      phase = 'backfill';
      void run();
    },
    close() {
      phase = 'closed';
    },
  };
}
