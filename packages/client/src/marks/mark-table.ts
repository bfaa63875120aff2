import type { AccountId, ConversationId, MessageId } from '@sotto/protocol';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalNumber, textOf } from '../store/columns.ts';
import { isShared, type Mark, type MarkName, type MarkPlace, type MarkValue } from './mark.ts';
import { compareOwn, compareShared, latest } from './stamp.ts';

/** Of these an earlier one by the same author means nothing any more, whatever is still to come. */
const replaced: ReadonlySet<MarkName> = new Set<MarkName>([
  'reaction',
  'answer',
  'pin',
  'expiry',
  'reference',
]);

/** Adds a mark. Says whether it is new. */
export function insertMark(changes: Changes, place: MarkPlace, mark: Mark): boolean {
  const added = changes.run(
    `insert or ignore into marks
       (message_id, conversation_id, target, name, author, sent_at, accepted_at, value, body)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      mark.messageId,
      place.conversationId,
      place.target,
      mark.name,
      mark.author,
      mark.sentAt,
      mark.acceptedAt,
      JSON.stringify(storedValue(mark)),
      'body' in mark ? mark.body : null,
    ],
  );
  if (added > 0) forgetReplaced(changes, place, mark);
  return added > 0;
}

/** The server has a mark of this device. Says where it belongs, or `null` when the content was no mark. */
export function acceptMark(changes: Changes, messageId: string, acceptedAt: number): MarkPlace | null {
  const row = changes.first('select * from marks where message_id = ?', [messageId]);
  if (row === undefined) return null;
  changes.run('update marks set accepted_at = ? where message_id = ? and accepted_at is null', [
    acceptedAt,
    messageId,
  ]);
  const place = placeOf(row);
  forgetReplaced(changes, place, markOf(row));
  return place;
}

/** Where a content that was a mark belongs. */
export function markPlace(reader: Reader, messageId: string): MarkPlace | null {
  const row = reader.first('select conversation_id, target from marks where message_id = ?', [messageId]);
  return row === undefined ? null : placeOf(row);
}

export function readMarks(reader: Reader, { conversationId, target }: MarkPlace): Mark[] {
  return reader
    .all('select * from marks where target = ? and conversation_id = ?', [target, conversationId])
    .map(markOf);
}

/** Marks of several messages of a conversation. */
export function readMarksOf(
  reader: Reader,
  conversationId: ConversationId,
  targets: readonly string[],
): Map<string, Mark[]> {
  const byTarget = new Map<string, Mark[]>();
  if (targets.length === 0) return byTarget;
  const rows = reader.all(
    `select * from marks where target in (select value from json_each(?)) and conversation_id = ?`,
    [JSON.stringify(targets), conversationId],
  );
  for (const row of rows) {
    const target = textOf(row, 'target');
    const marks = byTarget.get(target);
    if (marks === undefined) byTarget.set(target, [markOf(row)]);
    else marks.push(markOf(row));
  }
  return byTarget;
}

/** What is left of a message's marks when it is gone: that it was deleted, if it was. */
export function removeMarks(
  changes: Changes,
  { conversationId, target }: MarkPlace,
  keep: 'delete' | null,
): void {
  changes.run('delete from marks where target = ? and conversation_id = ? and name is not ?', [
    target,
    conversationId,
    keep,
  ]);
}

/** Longer than a message waits at the server: what is about one that never came is about nothing. */
const orphanMs = 60 * 24 * 60 * 60 * 1000;

export function removeOrphans(changes: Changes, now: number): void {
  changes.run(
    `delete from marks where accepted_at < ? and target <> conversation_id
       and not exists (select 1 from items where item_id = target)`,
    [now - orphanMs],
  );
}

/** Marks that nothing can change the meaning of any more take no room. */
function forgetReplaced(
  changes: Changes,
  place: MarkPlace,
  { name, author }: Pick<Mark, 'name' | 'author'>,
): void {
  if (!replaced.has(name)) return;
  const byAll = isShared(name) ? 1 : 0;
  const rows = changes.all(
    `select * from marks where target = ? and conversation_id = ? and name = ? and (author = ? or ?)
       and (accepted_at is not null or not ?)`,
    [place.target, place.conversationId, name, author, byAll, byAll],
  );
  // What the server has not placed yet can still become older than it looks: it replaces nothing.
  const marks = rows.map(markOf);
  const last = latest(marks, isShared(name) ? compareShared : compareOwn);
  for (const { messageId } of marks) {
    if (messageId !== last?.messageId) changes.run('delete from marks where message_id = ?', [messageId]);
  }
}

function storedValue(mark: Mark): unknown {
  switch (mark.name) {
    case 'reaction':
      return mark.emojis;
    case 'vote':
      return mark.choices;
    case 'answer':
      return mark.answer;
    case 'pin':
      return mark.pinned;
    case 'expiry':
    case 'reference':
      return mark.change;
    default:
      return null;
  }
}

function markOf(row: SqlRow): Mark {
  const origin = {
    messageId: textOf(row, 'message_id') as MessageId,
    author: textOf(row, 'author') as AccountId,
    sentAt: numberOf(row, 'sent_at'),
    acceptedAt: optionalNumber(row, 'accepted_at'),
  };
  return { ...origin, ...valueIn(row) };
}

/** @param row written by `insertMark`, so its value is of its name's form. */
function valueIn(row: SqlRow): MarkValue {
  const name = textOf(row, 'name') as MarkName;
  const value: unknown = JSON.parse(textOf(row, 'value'));
  switch (name) {
    case 'edit':
    case 'original':
      return { name, body: bytesOf(row, 'body') };
    case 'reaction':
      return { name, emojis: value as string[] };
    case 'vote':
      return { name, choices: value as number[] };
    case 'answer':
      return { name, answer: value as 'yes' | 'no' | 'maybe' };
    case 'pin':
      return { name, pinned: value as boolean };
    case 'expiry':
      return { name, change: value as Extract<MarkValue, { name: 'expiry' }>['change'] };
    case 'reference':
      return { name, change: value as Extract<MarkValue, { name: 'reference' }>['change'] };
    default:
      return { name };
  }
}

function placeOf(row: SqlRow): MarkPlace {
  return {
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    target: textOf(row, 'target'),
  };
}
