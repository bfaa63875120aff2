import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import type pg from 'pg';
import type { Transaction } from '../db/database.ts';

/** A checked submission, ready to be stored. */
export type OutgoingMessage = {
  readonly senderPk: number;
  readonly senderAccount: AccountId;
  readonly senderDevice: DeviceId;
  readonly messageId: MessageId;
  /** The device lists it was checked against. */
  readonly lists: readonly { readonly accountId: AccountId; readonly version: number }[];
  readonly envelopes: readonly { readonly devicePk: number; readonly ciphertext: Uint8Array }[];
};

/** An envelope as it lies in a mailbox. */
export type StoredEnvelope = {
  readonly seq: number;
  readonly messageId: MessageId;
  readonly senderAccount: AccountId;
  readonly senderDevice: DeviceId;
  /** Unix milliseconds. */
  readonly acceptedAt: number;
  readonly ciphertext: Uint8Array;
};

export type BatchOutcome =
  /** Device lists have moved on since the check; nothing was stored. */
  | { readonly kind: 'stale'; readonly accounts: readonly AccountId[] }
  /** These mailboxes can take no more; nothing was stored. */
  | { readonly kind: 'full'; readonly mailboxes: readonly number[] }
  /** `seqs` has the number of every envelope in order, 0 where the message had been accepted before. */
  | { readonly kind: 'stored'; readonly acceptedAt: Date; readonly seqs: readonly number[] };

type AcceptRow = { stale: AccountId[] | null; accepted_at: Date; e_seq: number[] | null };

const acceptStatement = {
  name: 'accept-messages',
  text: 'select stale, accepted_at, e_seq from accept_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
};

/** Stores a batch in one statement and one commit. */
export async function acceptMessages(
  pool: pg.Pool,
  batch: readonly OutgoingMessage[],
  waitingMax: number,
): Promise<BatchOutcome> {
  const lists = new Map<AccountId, number>();
  const mailbox: number[] = [];
  const messageOf: number[] = [];
  const ciphertexts: Buffer[] = [];
  batch.forEach((message, i) => {
    for (const { accountId, version } of message.lists) lists.set(accountId, version);
    for (const { devicePk, ciphertext } of message.envelopes) {
      messageOf.push(i + 1);
      mailbox.push(devicePk);
      ciphertexts.push(Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.byteLength));
    }
  });
  const values = [
    [...lists.keys()],
    [...lists.values()],
    batch.map((message) => message.senderPk),
    batch.map((message) => message.messageId),
    batch.map((message) => message.senderAccount),
    batch.map((message) => message.senderDevice),
    messageOf,
    mailbox,
    ciphertexts,
    waitingMax,
  ];
  try {
    const { rows } = await pool.query<AcceptRow>({ ...acceptStatement, values });
    const row = rows[0] as AcceptRow;
    if (row.stale !== null) return { kind: 'stale', accounts: row.stale };
    return { kind: 'stored', acceptedAt: row.accepted_at, seqs: row.e_seq ?? [] };
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code === 'SO001') return { kind: 'full', mailboxes: (detail ?? '').split(',').map(Number) };
    throw error;
  }
}

/** Removes what devices have stored, many devices at once; how many rows went for each. */
export async function acknowledgeMailboxes(
  pool: pg.Pool,
  reads: readonly { devicePk: number; through: number }[],
): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ mailbox: number; removed: number }>({
    name: 'acknowledge-mailboxes',
    text: 'select mailbox, removed from acknowledge_mailboxes($1, $2)',
    values: [reads.map((read) => read.devicePk), reads.map((read) => read.through)],
  });
  return new Map(rows.map((row) => [row.mailbox, row.removed]));
}

type EnvelopeRow = {
  seq: number;
  message_id: MessageId;
  sender_account: AccountId;
  sender_device: DeviceId;
  accepted_at: Date;
  ciphertext: Buffer;
};

/** The next envelopes of the actor's own mailbox, at most `bytesMax` of them but at least one. */
export async function readMailbox(
  tx: Transaction,
  after: number,
  limit: number,
  bytesMax: number,
): Promise<StoredEnvelope[]> {
  const { rows } = await tx.query<EnvelopeRow>(
    `select seq, message_id, sender_account, sender_device, accepted_at, ciphertext from (
       select e.*, sum(octet_length(e.ciphertext)) over (order by e.seq) - octet_length(e.ciphertext) as before
         from (select * from envelopes where device_pk = actor_device_pk() and seq > $1 order by seq limit $2) e) page
      where before < $3 order by seq`,
    [after, limit, bytesMax],
  );
  return rows.map(toEnvelope);
}

/** The same from one sender only. */
export async function readMailboxFrom(
  tx: Transaction,
  sender: AccountId,
  after: number,
  limit: number,
): Promise<StoredEnvelope[]> {
  const { rows } = await tx.query<EnvelopeRow>(
    `select seq, message_id, sender_account, sender_device, accepted_at, ciphertext from envelopes
      where device_pk = actor_device_pk() and sender_account = $1 and seq > $2 order by seq limit $3`,
    [sender, after, limit],
  );
  return rows.map(toEnvelope);
}

/** The actor's device and the number its mailbox has reached; undefined before it is registered. */
export async function findMailbox(
  tx: Transaction,
): Promise<{ devicePk: number; lastSeq: number } | undefined> {
  const { rows } = await tx.query<{ device_pk: number; last_seq: number }>(
    'select device_pk, last_seq from mailboxes',
  );
  const row = rows[0];
  return row === undefined ? undefined : { devicePk: row.device_pk, lastSeq: row.last_seq };
}

/** Takes a message out: of the actor's own mailbox, or wherever those it concerns may remove it. */
export async function removeMessage(
  tx: Transaction,
  messageId: MessageId,
  ownMailboxOnly: boolean,
): Promise<number> {
  const { rows } = await tx.query<{ removed: number }>('select remove_message($1, $2) as removed', [
    messageId,
    ownMailboxOnly,
  ]);
  return rows[0]?.removed ?? 0;
}

export async function sweepMessages(tx: Transaction, before: Date): Promise<number> {
  const { rows } = await tx.query<{ removed: number }>('select sweep_messages($1) as removed', [before]);
  return rows[0]?.removed ?? 0;
}

function toEnvelope(row: EnvelopeRow): StoredEnvelope {
  return {
    seq: row.seq,
    messageId: row.message_id,
    senderAccount: row.sender_account,
    senderDevice: row.sender_device,
    acceptedAt: row.accepted_at.getTime(),
    ciphertext: row.ciphertext,
  };
}
