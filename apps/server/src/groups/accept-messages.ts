import type { GroupId, ProblemCode } from '@sotto/protocol';
import type pg from 'pg';
import { asciiArray, bigintArray, bytesArray, integerArray, uuidArray } from '../db/binary-arrays.ts';
import { patiently } from '../db/patiently.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import { kindNumbers } from './group-event.ts';
import type { OutgoingGroupMessage } from './outgoing-group-message.ts';

/** What became of one message of a batch. */
export type GroupWriteResult =
  | { readonly kind: 'accepted'; readonly seq: number; readonly epoch: number; readonly acceptedAt: number }
  /** Accepted at an earlier time, under the same id. */
  | { readonly kind: 'repeated'; readonly seq: number; readonly epoch: number; readonly acceptedAt: number }
  /** It stands twice in this batch. */
  | { readonly kind: 'again' }
  | { readonly kind: 'stale'; readonly epoch: number; readonly commitSeq: number }
  | { readonly kind: 'refused'; readonly error: ProblemError };

type Row = { verdict: string; seq: number; epoch: number; commit_seq: number; accepted_ms: number };

const statement = {
  name: 'accept-group-messages',
  text: `select verdict, seq, epoch, commit_seq, accepted_ms
           from accept_group_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) order by place`,
};

/** Stores messages of many senders in many groups in one statement and one commit (`0004-groups.sql`). */
export async function acceptGroupMessages(
  pool: pg.Pool,
  batch: readonly OutgoingGroupMessage[],
): Promise<GroupWriteResult[]> {
  const senders = new Map<number, { place: number; sender: MailboxActor }>();
  const groups = new Map<GroupId, number>();
  const senderOf: number[] = [];
  const groupOf: number[] = [];
  for (const { sender, groupId } of batch) {
    const known = senders.get(sender.devicePk) ?? { place: senders.size + 1, sender };
    senders.set(sender.devicePk, known);
    senderOf.push(known.place);
    const place = groups.get(groupId) ?? groups.size + 1;
    groups.set(groupId, place);
    groupOf.push(place);
  }
  const actors = [...senders.values()].map(({ sender }) => sender);
  const values = [
    bigintArray(actors.map((actor) => actor.devicePk)),
    uuidArray(actors.map((actor) => actor.accountId)),
    asciiArray(actors.map((actor) => actor.deviceId)),
    uuidArray([...groups.keys()]),
    integerArray(senderOf),
    integerArray(groupOf),
    bigintArray(batch.map((message) => message.epoch)),
    integerArray(batch.map((message) => kindNumbers[message.kind])),
    uuidArray(batch.map((message) => message.messageId)),
    bytesArray(batch.map((message) => message.payload)),
  ];
  const { rows } = await patiently(() => pool.query<Row>({ ...statement, values }));
  return rows.map(toResult);
}

function toResult({ verdict, seq, epoch, commit_seq, accepted_ms }: Row): GroupWriteResult {
  switch (verdict) {
    case 'accepted':
    case 'repeated':
      return { kind: verdict, seq, epoch, acceptedAt: accepted_ms };
    case 'again':
      return { kind: 'again' };
    case 'stale':
      return { kind: 'stale', epoch, commitSeq: commit_seq };
    default:
      return { kind: 'refused', error: new ProblemError(verdict as ProblemCode) };
  }
}
