import type { AccountId, ConversationId } from '@sotto/protocol';
import { meaningOf } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Outgoing } from '../messages/compose-content.ts';
import { enqueueContent, writeContent } from '../messages/write-content.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { isShared, type Mark, type MarkName, type MarkPlace } from './mark.ts';
import { readMarks } from './mark-table.ts';
import { sharedTime } from './stamp.ts';
import { takeMark } from './take-mark.ts';

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/** A message that something is done with. */
export type MarkTarget = MarkPlace & {
  readonly sender: AccountId;
  readonly mine: boolean;
  readonly row: SqlRow;
};

/**
 * A message that is here and can be spoken of.
 *
 * @throws ClientError `unknown-message` for one that is not here, was deleted, or never left.
 */
export function targetOf(reader: Reader, messageId: string): MarkTarget {
  const row = reader.first(
    `select conversation_id, sender_id, mine, text, body, forwards from items
     where item_id = ? and kind = 'message' and deleted = 0 and state <> 'failed'`,
    [messageId],
  );
  if (row === undefined) throw new ClientError('unknown-message');
  return {
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    target: messageId,
    sender: textOf(row, 'sender_id') as AccountId,
    mine: numberOf(row, 'mine') === 1,
    row,
  };
}

/**
 * Writes what this person does with a message, or says about a conversation: shown at once, and on its way
 * like a message. It is later than whatever it replaces, also where a clock is slow.
 */
export function writeMark(
  changes: Changes,
  context: Context,
  place: MarkPlace,
  name: MarkName,
  outgoing: Omit<Outgoing, 'sentAt'>,
): void {
  const sentAt = laterThan(readMarks(changes, place), name, context);
  const written = writeContent(changes, context, place.conversationId, { ...outgoing, sentAt });
  const meaning = meaningOf(written.content);
  if (['message', 'own-state', 'signal', 'newer', 'malformed'].includes(meaning.kind)) {
    throw new ClientError('invalid-input');
  }
  const { messageId, content, conversationId } = written;
  takeMark(
    changes,
    context,
    { messageId, conversationId, senderId: context.self.accountId, content, acceptedAt: null },
    meaning as Parameters<typeof takeMark>[3],
  );
  enqueueContent(changes, context, written);
}

/**
 * A time that makes a mark the latest. Of what others say about the same thing the server's time bounds it,
 * so that nobody's clock runs away with everybody's.
 */
function laterThan(marks: readonly Mark[], name: MarkName, { self, platform }: Context): number {
  const now = platform.clock();
  const times = marks
    .filter((mark) => mark.name === name && (isShared(name) || mark.author === self.accountId))
    .map((mark) => (isShared(name) ? sharedTime(mark) : mark.sentAt));
  return Math.min(Math.max(now, ...times.map((time) => time + 1)), Number.MAX_SAFE_INTEGER);
}
