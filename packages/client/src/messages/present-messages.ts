import type { AccountId, ConversationId } from '@sotto/protocol';
import type { BodyItem } from '@sotto/protocol/content';
import type { FailureReason, MessageState, TimelineMessage } from '../api/conversation.ts';
import type { ReactionSummary, ReplyQuote, RichMessage, ThreadSummary } from '../api/rich-message.ts';
import type { Mark } from '../marks/mark.ts';
import { marksOf } from '../marks/mark.ts';
import { readMarksOf } from '../marks/mark-table.ts';
import { reactionsOf } from '../marks/reactions.ts';
import { revisionsOf } from '../marks/revisions.ts';
import { isPinned } from '../marks/shared-state.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, optionalNumber, optionalText, textOf } from '../store/columns.ts';
import { readThreadSummaries } from '../threads/thread-summaries.ts';
import { presentPart } from './present-part.ts';
import { deletedPreview, previewOf } from './preview.ts';
import { shownTime } from './shown-time.ts';
import { bodyOf, markdownOf, readBodyBytes } from './stored-body.ts';
import type { View } from './view.ts';

/** The columns a message is shown from: no key, no hash. */
export const messageColumns =
  'item_id, conversation_id, kind, sender_id, mine, sort_at, written_at, counter, text, detail, state, ' +
  'failure, gap, receipts_of, delivered_by, read_by, body, reply_to, thread_id, forwards, silent, ' +
  'mentions_me, deleted, expires_seconds, expires_at';

/** What stands beside rows of messages in other tables, read for all of them at once. */
export type Surroundings = {
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  readonly quotes: ReadonlyMap<string, ReplyQuote>;
  readonly threads: ReadonlyMap<string, ThreadSummary>;
  readonly changes: ReadonlyMap<string, 'waiting' | 'failed'>;
  readonly starred: ReadonlySet<string>;
  readonly reminders: ReadonlyMap<string, number>;
  readonly undo: { readonly messageId: string; readonly until: number } | null;
};

/** @param rows of one conversation. */
export function readSurroundings(
  view: View,
  conversationId: ConversationId,
  rows: readonly SqlRow[],
): Surroundings {
  const { reader } = view;
  const ids = rows.map((row) => textOf(row, 'item_id'));
  const own = ownMarks(reader, ids);
  const held = reader.first('select message_id, due_at from held where conversation_id = ?', [
    conversationId,
  ]);
  return {
    marks: readMarksOf(reader, conversationId, ids),
    quotes: readQuotes(
      view,
      conversationId,
      rows.flatMap((row) => optionalText(row, 'reply_to') ?? []),
    ),
    threads: readThreadSummaries(
      view,
      rows.flatMap((row) => (optionalText(row, 'thread_id') === null ? textOf(row, 'item_id') : [])),
    ),
    changes: waitingChanges(reader, ids),
    starred: own.starred,
    reminders: own.reminders,
    undo:
      held === undefined ? null : { messageId: textOf(held, 'message_id'), until: numberOf(held, 'due_at') },
  };
}

/** A message as an interface shows it. */
export function presentMessage(view: View, row: SqlRow, around: Surroundings): TimelineMessage {
  const id = textOf(row, 'item_id');
  const senderId = textOf(row, 'sender_id') as AccountId;
  return {
    kind: 'message',
    id,
    senderId,
    senderName: view.names(senderId).name,
    mine: numberOf(row, 'mine') === 1,
    at: shownTime(row),
    text: textOf(row, 'text'),
    state: textOf(row, 'state') as MessageState,
    failure: optionalText(row, 'failure') as FailureReason | null,
    receipts: receiptsOf(row),
    gapBefore: numberOf(row, 'gap') === 1,
    ...richness(view, row, around),
  };
}

function richness(view: View, row: SqlRow, around: Surroundings): RichMessage {
  const id = textOf(row, 'item_id');
  const senderId = textOf(row, 'sender_id') as AccountId;
  const marks = around.marks.get(id) ?? [];
  const deleted = numberOf(row, 'deleted') === 1;
  const replyTo = optionalText(row, 'reply_to');
  const seconds = optionalNumber(row, 'expires_seconds');
  const context = {
    messageId: id,
    mine: numberOf(row, 'mine') === 1,
    senderId,
    marks,
    reminderMinutes: around.reminders.get(id) ?? null,
  };
  return {
    parts: deleted ? [] : shownItems(bodyOf(row)).map((item) => presentPart(view, context, item)),
    replyTo:
      replyTo === null || deleted ? null : (around.quotes.get(replyTo) ?? { kind: 'missing', id: replyTo }),
    threadId: optionalText(row, 'thread_id'),
    thread: around.threads.get(id) ?? null,
    reactions: deleted ? [] : presentReactions(view, marks),
    edited: deleted ? null : editState(marks, senderId),
    deleted,
    pinned: isPinned(marks),
    starred: around.starred.has(id),
    forwards: numberOf(row, 'forwards'),
    silent: numberOf(row, 'silent') === 1,
    mentionsMe: numberOf(row, 'mentions_me') === 1,
    expiry: seconds === null ? null : { seconds, at: optionalNumber(row, 'expires_at') },
    undoUntil: around.undo?.messageId === id ? around.undo.until : null,
    change: around.changes.get(id) ?? null,
  };
}

/** A preview of something that is not in the text would say what its sender did not. */
function shownItems(items: readonly BodyItem[]): BodyItem[] {
  const text = markdownOf(items);
  return items.filter((item) => item.kind !== 'link-preview' || text.includes(item.preview.url));
}

function presentReactions({ names, self }: View, marks: readonly Mark[]): ReactionSummary[] {
  return reactionsOf(marks).map(({ emoji, people }) => ({
    emoji,
    people: people.map(names),
    mine: people.includes(self),
  }));
}

function editState(marks: readonly Mark[], senderId: AccountId): RichMessage['edited'] {
  const [original] = marksOf(marks, 'original');
  const before = original === undefined ? null : readBodyBytes(original.body);
  if (before === null) return null;
  const revisions = revisionsOf(marks, senderId, before, readBodyBytes);
  const last = revisions.at(-1);
  if (last === undefined) return null;
  return {
    at: last.edit.acceptedAt ?? last.edit.sentAt,
    versions: revisions.length + 1,
    waiting: last.edit.acceptedAt === null,
  };
}

function readQuotes(
  { reader, names }: View,
  conversationId: ConversationId,
  ids: readonly string[],
): Map<string, ReplyQuote> {
  if (ids.length === 0) return new Map();
  const rows = reader.all(
    `select item_id, sender_id, text, body, deleted from items
     where item_id in (select value from json_each(?)) and conversation_id = ? and kind = 'message'`,
    [JSON.stringify(ids), conversationId],
  );
  return new Map(
    rows.map((row) => {
      const id = textOf(row, 'item_id');
      const quote: ReplyQuote =
        numberOf(row, 'deleted') === 1
          ? { kind: 'deleted', id }
          : {
              kind: 'message',
              id,
              sender: names(textOf(row, 'sender_id') as AccountId),
              preview: previewOf(bodyOf(row), names),
            };
      return [id, quote];
    }),
  );
}

/** What this person did with messages and is not at the server yet. */
function waitingChanges(reader: Reader, ids: readonly string[]): Map<string, 'waiting' | 'failed'> {
  const rows = reader.all(
    `select m.target, max(o.failed) as failed from outbox o join marks m on m.message_id = o.message_id
     where m.target in (select value from json_each(?)) group by m.target`,
    [JSON.stringify(ids)],
  );
  return new Map(
    rows.map((row) => [textOf(row, 'target'), numberOf(row, 'failed') === 1 ? 'failed' : 'waiting']),
  );
}

function ownMarks(
  reader: Reader,
  ids: readonly string[],
): { starred: Set<string>; reminders: Map<string, number> } {
  const starred = new Set<string>();
  const reminders = new Map<string, number>();
  for (const row of reader.all(
    `select target, name, value from own_marks where target in (select value from json_each(?))
       and name in ('star', 'reminder') and value is not null`,
    [JSON.stringify(ids)],
  )) {
    const target = textOf(row, 'target');
    const value = numberOf(row, 'value');
    if (textOf(row, 'name') === 'reminder') reminders.set(target, value);
    else if (value === 1) starred.add(target);
  }
  return { starred, reminders };
}

function receiptsOf(row: SqlRow): TimelineMessage['receipts'] {
  const of = optionalNumber(row, 'receipts_of');
  if (of === null) return null;
  return { of, delivered: numberOf(row, 'delivered_by'), read: numberOf(row, 'read_by') };
}

/** For lists of messages that are not a timeline. */
export function previewOfRow(view: View, row: SqlRow): ReturnType<typeof previewOf> {
  return numberOf(row, 'deleted') === 1 ? deletedPreview : previewOf(bodyOf(row), view.names);
}
