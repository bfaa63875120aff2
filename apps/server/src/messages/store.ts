import type { AccountId, DeviceId, MessageId } from '@sotto/protocol';
import type pg from 'pg';
import { asciiArray, bigintArray, uuidArray } from '../db/binary-arrays.ts';
import type { Transaction } from '../db/database.ts';
import type { MailboxActor } from './outgoing-message.ts';
import type { StoredEnvelope } from './stored-envelope.ts';

export type Acknowledgement = { readonly reader: MailboxActor; readonly through: number };

/** Removes what devices have stored, many devices in one statement; how many rows went for each device. */
export async function acknowledgeMailboxes(
  pool: pg.Pool,
  reads: readonly Acknowledgement[],
): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ mailbox: number; removed: number }>({
    name: 'acknowledge-mailboxes',
    text: 'select mailbox, removed from acknowledge_mailboxes($1, $2, $3, $4)',
    values: [
      ...actorColumns(reads.map((read) => read.reader)),
      bigintArray(reads.map((read) => read.through)),
    ],
  });
  return new Map(rows.map((row) => [row.mailbox, row.removed]));
}

export type MailboxRead = { readonly reader: MailboxActor; readonly after: number };

/** A page of a mailbox, and the number the mailbox had reached when it was read. */
export type MailboxPage = { readonly envelopes: readonly StoredEnvelope[]; readonly lastSeq: number };

type PageRow = EnvelopeRow & { request: number; last_seq: number };

/** The next envelopes of many mailboxes. Undefined for a mailbox that is gone. */
export async function readMailboxes(
  pool: pg.Pool,
  reads: readonly MailboxRead[],
  page: { readonly rowsMax: number; readonly bytesMax: number },
): Promise<(MailboxPage | undefined)[]> {
  const { rows } = await pool.query<PageRow>({
    name: 'read-mailboxes',
    text: `select request, last_seq, seq, message_id, sender_account, sender_device, accepted_ms, ciphertext
             from read_mailboxes($1, $2, $3, $4, $5, $6)`,
    values: [
      ...actorColumns(reads.map((read) => read.reader)),
      bigintArray(reads.map((read) => read.after)),
      page.rowsMax,
      page.bytesMax,
    ],
  });
  const pages: ({ envelopes: StoredEnvelope[]; lastSeq: number } | undefined)[] = reads.map(() => undefined);
  for (const row of rows) {
    const known = pages[row.request - 1] ?? { envelopes: [], lastSeq: row.last_seq };
    pages[row.request - 1] = known;
    if (row.seq !== null) known.envelopes.push(toEnvelope(row));
  }
  return pages;
}

/** What one person's messages wait for the actor's own device. */
export async function readMailboxFrom(
  tx: Transaction,
  sender: AccountId,
  after: number,
  limit: number,
): Promise<StoredEnvelope[]> {
  const { rows } = await tx.query<EnvelopeRow>(
    `select seq, message_id, sender_account, sender_device, accepted_ms, ciphertext from read_mailbox_from($1, $2, $3)`,
    [sender, after, limit],
  );
  return rows.map(toEnvelope);
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

type EnvelopeRow = {
  seq: number;
  message_id: MessageId;
  sender_account: AccountId;
  sender_device: DeviceId;
  accepted_ms: number;
  ciphertext: Buffer;
};

function toEnvelope(row: EnvelopeRow): StoredEnvelope {
  return {
    seq: row.seq,
    messageId: row.message_id,
    senderAccount: row.sender_account,
    senderDevice: row.sender_device,
    acceptedAt: row.accepted_ms,
    ciphertext: row.ciphertext,
  };
}

function actorColumns(actors: readonly MailboxActor[]): Buffer[] {
  return [
    bigintArray(actors.map((actor) => actor.devicePk)),
    uuidArray(actors.map((actor) => actor.accountId)),
    asciiArray(actors.map((actor) => actor.deviceId)),
  ];
}
