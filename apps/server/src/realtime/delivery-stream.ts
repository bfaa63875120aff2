import type { MailboxPage } from '../messages/store.ts';
import type { StoredEnvelope } from '../messages/stored-envelope.ts';

/**
 * What one device is sent, in order and at least once, from the first message it has not acknowledged:
 *
 *     backfill   pages read from its mailbox, each when the reader has taken the one before
 *     cut-over   the mailbox is read to its end, until nothing was committed during the reading
 *     live       envelopes straight from the commit, as long as each follows the one before
 *
 * A number that does not follow (another node committed the one between, or it was withdrawn) goes back to
 * reading.
 */
export type DeliveryStream = {
  /** Begins from what the mailbox holds. */
  start(): void;
  /** After a commit on this node. */
  offer(envelope: StoredEnvelope): void;
  /** Something may have been committed elsewhere. */
  lookAgain(): void;
  /** The newest number sent. */
  readonly sent: number;
  readonly phase: 'backfill' | 'cut-over' | 'live' | 'closed';
  close(): void;
};

export type DeliveryPorts = {
  /** The next envelopes after a number; undefined when the mailbox is gone. */
  read(after: number): Promise<MailboxPage | undefined>;
  send(envelopes: readonly StoredEnvelope[]): void;
  /** Everything up to this number has been sent. Called once. */
  caughtUp(cursor: number): void;
  /** Resolves when the reader has taken enough to be sent more. */
  drained(): Promise<void>;
  failed(error: unknown): void;
};

export function createDeliveryStream(ports: DeliveryPorts): DeliveryStream {
  let phase: DeliveryStream['phase'] = 'backfill';
  let sent = 0;
  /** The newest number offered: reading is not at its end before it. */
  let newest = 0;
  let asked = 0;
  let saidCaughtUp = false;

  const backfill = async () => {
    for (;;) {
      const askedBefore = asked;
      const page = await ports.read(sent);
      if (isClosed()) return;
      if (page === undefined) throw new Error('the mailbox is gone');
      const last = page.envelopes.at(-1);
      if (last !== undefined) {
        ports.send(page.envelopes);
        sent = last.seq;
        if (last.seq < page.lastSeq) {
          await ports.drained();
          if (isClosed()) return;
          continue;
        }
      }
      phase = 'cut-over';
      sent = Math.max(sent, page.lastSeq);
      if (newest <= sent && asked === askedBefore) break;
    }
    phase = 'live';
    if (saidCaughtUp) return;
    saidCaughtUp = true;
    ports.caughtUp(sent);
  };
  const isClosed = () => phase === 'closed';
  const goBack = () => {
    phase = 'backfill';
    backfill().catch((error: unknown) => {
      if (!isClosed()) ports.failed(error);
    });
  };
  return {
    start: goBack,
    offer(envelope) {
      if (phase === 'live' && envelope.seq === sent + 1) {
        sent = envelope.seq;
        ports.send([envelope]);
        return;
      }
      newest = Math.max(newest, envelope.seq);
      if (phase === 'live' && envelope.seq > sent) goBack();
    },
    lookAgain() {
      asked++;
      if (phase === 'live') goBack();
    },
    get sent() {
      return sent;
    },
    get phase() {
      return phase;
    },
    close() {
      phase = 'closed';
    },
  };
}
