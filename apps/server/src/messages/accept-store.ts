import type { AccountId } from '@sotto/protocol';
import type pg from 'pg';
import { asciiArray, bigintArray, bytesArray, integerArray, uuidArray } from '../db/binary-arrays.ts';
import type { AccountMailboxes } from './mailbox-directory.ts';
import type { MailboxActor, OutgoingMessage } from './outgoing-message.ts';

export type AcceptOutcome =
  /** `seqs` has the number of every envelope, message by message. */
  | { readonly kind: 'stored'; readonly acceptedAt: number; readonly seqs: readonly number[] }
  /** Device lists have moved on since the check; nothing was stored. */
  | { readonly kind: 'stale'; readonly accounts: readonly AccountId[] }
  /** These mailboxes can take only so many; nothing was stored. */
  | { readonly kind: 'full'; readonly room: ReadonlyMap<number, number> }
  /** This mailbox is gone; nothing was stored. */
  | { readonly kind: 'gone'; readonly mailbox: number }
  /**
   * These messages, by position, were accepted before, with the time of it; without one they stand twice in
   * the batch. Nothing was stored.
   */
  | { readonly kind: 'repeated'; readonly at: ReadonlyMap<number, number | undefined> };

type Row = { stale: AccountId[] | null; accepted_ms: number; bases: string | null };

const statement = {
  name: 'accept-messages',
  text: `select stale, accepted_ms, array_to_string(bases, ',') as bases
           from accept_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};

/** Stores a batch in one statement and one commit (`0003-messages.sql`). */
export async function acceptMessages(
  pool: pg.Pool,
  batch: readonly OutgoingMessage[],
  waitingMax: number,
): Promise<AcceptOutcome> {
  const { senders, senderOf } = collectSenders(batch);
  const lists = collectLists(batch);
  const { boxes, counts, messageOf, boxOf, ordinalOf, ciphertexts } = collectEnvelopes(batch);
  const values = [
    bigintArray(senders.map((sender) => sender.devicePk)),
    uuidArray(senders.map((sender) => sender.accountId)),
    asciiArray(senders.map((sender) => sender.deviceId)),
    uuidArray(lists.map((list) => list.accountId)),
    integerArray(lists.map((list) => list.version)),
    bigintArray(boxes),
    integerArray(counts),
    integerArray(senderOf),
    uuidArray(batch.map((message) => message.other?.accountId)),
    uuidArray(batch.map((message) => message.messageId)),
    integerArray(messageOf),
    integerArray(boxOf),
    integerArray(ordinalOf),
    bytesArray(ciphertexts),
    waitingMax,
  ];
  try {
    const { rows } = await pool.query<Row>({ ...statement, values });
    const row = rows[0] as Row;
    if (row.stale !== null) return { kind: 'stale', accounts: row.stale };
    const bases = (row.bases ?? '').split(',').map(Number);
    const seqs = boxOf.map((box, i) => (bases[box - 1] as number) + (ordinalOf[i] as number));
    return { kind: 'stored', acceptedAt: row.accepted_ms, seqs };
  } catch (error) {
    return readRefusal(error);
  }
}

function readRefusal(error: unknown): AcceptOutcome {
  const { code, detail = '' } = error as { code?: string; detail?: string };
  const pairs = () => detail.split(',').map((entry) => entry.split(':') as [string, string]);
  switch (code) {
    case 'SO001':
      return { kind: 'full', room: new Map(pairs().map(([pk, room]) => [Number(pk), Number(room)])) };
    case 'SO003':
      return {
        kind: 'repeated',
        at: new Map(
          pairs().map(([position, ms]) => [Number(position) - 1, ms === '' ? undefined : Number(ms)]),
        ),
      };
    case 'SO004':
      return { kind: 'gone', mailbox: Number(detail) };
  }
  throw error;
}

function collectSenders(batch: readonly OutgoingMessage[]) {
  const senders: MailboxActor[] = [];
  const positions = new Map<number, number>();
  const senderOf = batch.map(({ sender }) => {
    const known = positions.get(sender.devicePk);
    if (known !== undefined) return known;
    positions.set(sender.devicePk, senders.push(sender));
    return senders.length;
  });
  return { senders, senderOf };
}

function collectLists(batch: readonly OutgoingMessage[]): AccountMailboxes[] {
  const lists = new Set<AccountMailboxes>();
  for (const { own, other } of batch) {
    lists.add(own);
    if (other !== undefined) lists.add(other);
  }
  return [...lists];
}

function collectEnvelopes(batch: readonly OutgoingMessage[]) {
  const countOf = new Map<number, number>();
  const messageOf: number[] = [];
  const ordinalOf: number[] = [];
  const pks: number[] = [];
  const ciphertexts: Uint8Array[] = [];
  batch.forEach(({ envelopes }, i) => {
    for (const { devicePk, ciphertext } of envelopes) {
      const ordinal = (countOf.get(devicePk) ?? 0) + 1;
      countOf.set(devicePk, ordinal);
      messageOf.push(i + 1);
      ordinalOf.push(ordinal);
      pks.push(devicePk);
      ciphertexts.push(ciphertext);
    }
  });
  // Every writer locks mailboxes in this order, so none waits for another in a circle.
  const boxes = [...countOf.keys()].sort((a, b) => a - b);
  const positions = new Map(boxes.map((pk, i) => [pk, i + 1]));
  return {
    boxes,
    counts: boxes.map((pk) => countOf.get(pk) as number),
    messageOf,
    boxOf: pks.map((pk) => positions.get(pk) as number),
    ordinalOf,
    ciphertexts,
  };
}
