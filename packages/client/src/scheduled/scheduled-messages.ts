import type { ConversationId, MessageId } from '@sotto/protocol';
import { decodePart, encodePart, readBody } from '@sotto/protocol/content';
import type { OutgoingContent, ScheduledMessage } from '../api/rich-message.ts';
import type { SendOptions } from '../api/send-options.ts';
import { ClientError } from '../client-error.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { outgoingContent, outgoingPart } from '../messages/outgoing-part.ts';
import { sendPart } from '../messages/send-content.ts';
import { randomUuid } from '../platform/random-uuid.ts';
import type { SqlRow } from '../platform/sql-store.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalText, textOf } from '../store/columns.ts';

type Context = Pick<DeviceContext, 'database' | 'self' | 'platform'>;

/**
 * Notes a message to be written later. It gets its place in the order, its time and its name when it is
 * written: this device has to be running then, and says so.
 */
export function scheduleMessage(
  context: Context,
  conversationId: ConversationId,
  content: OutgoingContent,
  at: number,
  options: SendOptions = {},
): { scheduledId: string } {
  const part = outgoingPart(context, content);
  const { requestId, ...kept } = options;
  const scheduledId = requestId ?? randomUuid(context.platform.random);
  context.database.commit((changes) => {
    if (readConversation(changes, conversationId) === null) throw new ClientError('unknown-conversation');
    changes.run(
      `insert or ignore into scheduled (scheduled_id, conversation_id, part, options, due_at)
       values (?, ?, ?, ?, ?)`,
      [scheduledId, conversationId, encodePart(part), JSON.stringify(kept), checkedTime(at)],
    );
    changes.touchScheduled();
  });
  return { scheduledId };
}

export function rescheduleMessage(
  context: Context,
  scheduledId: string,
  change: { readonly at?: number; readonly content?: OutgoingContent },
): void {
  const part = change.content === undefined ? null : encodePart(outgoingPart(context, change.content));
  context.database.commit((changes) => {
    const changed = changes.run(
      `update scheduled set due_at = coalesce(?, due_at), part = coalesce(?, part), failed = null
       where scheduled_id = ?`,
      [change.at === undefined ? null : checkedTime(change.at), part, scheduledId],
    );
    if (changed === 0) throw new ClientError('unknown-message');
    changes.touchScheduled();
    changes.touchRemains();
  });
}

export function cancelScheduled({ database }: Pick<Context, 'database'>, scheduledId: string): void {
  database.commit((changes) => removeScheduled(changes, scheduledId));
}

/** @throws ClientError `unknown-message` when it has left, and as sending does. */
export function sendScheduledNow(context: Context, scheduledId: string): { messageId: string } {
  return context.database.commit((changes) => {
    const row = changes.first('select * from scheduled where scheduled_id = ?', [scheduledId]);
    if (row === undefined) throw new ClientError('unknown-message');
    return send(changes, context, row);
  });
}

/** Writes whatever is due. @returns when the next is. */
export function sendScheduledDue(context: Context): number | null {
  const { database, platform } = context;
  const due = database.all(
    'select scheduled_id from scheduled where due_at <= ? and failed is null order by due_at, scheduled_id',
    [platform.clock()],
  );
  for (const row of due) {
    const scheduledId = textOf(row, 'scheduled_id');
    try {
      sendScheduledNow(context, scheduledId);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code === 'closed') throw error;
      const reason = reasonOf(error);
      database.commit((changes) => {
        changes.run('update scheduled set failed = ? where scheduled_id = ?', [reason, scheduledId]);
        changes.touchScheduled();
      });
    }
  }
  const next = database.first('select min(due_at) as at from scheduled where failed is null');
  return typeof next?.['at'] === 'number' ? next['at'] : null;
}

/** What waits to be written, the next first. */
export function readScheduled(reader: Reader): ScheduledMessage[] {
  return reader.all('select * from scheduled order by due_at, scheduled_id').flatMap((row) => {
    const content = contentOf(row);
    if (content === null) return [];
    return {
      scheduledId: textOf(row, 'scheduled_id'),
      conversationId: textOf(row, 'conversation_id') as ConversationId,
      content,
      options: JSON.parse(textOf(row, 'options')) as SendOptions,
      at: numberOf(row, 'due_at'),
      failed: optionalText(row, 'failed') as ScheduledMessage['failed'],
    };
  });
}

function send(changes: Changes, context: Context, row: SqlRow): { messageId: MessageId } {
  const scheduledId = textOf(row, 'scheduled_id');
  const part = decodePart(bytesOf(row, 'part'));
  if (part === undefined) throw new ClientError('invalid-input');
  const options = JSON.parse(textOf(row, 'options')) as SendOptions;
  const conversationId = textOf(row, 'conversation_id') as ConversationId;
  // It waited long enough to be taken back.
  const sent = sendPart(context, conversationId, part, {
    ...options,
    undoSeconds: 0,
    requestId: scheduledId,
  });
  removeScheduled(changes, scheduledId);
  return sent;
}

function removeScheduled(changes: Changes, scheduledId: string): void {
  changes.run('delete from scheduled where scheduled_id = ?', [scheduledId]);
  changes.touchScheduled();
  changes.touchRemains();
}

function contentOf(row: SqlRow): OutgoingContent | null {
  const part = decodePart(bytesOf(row, 'part'));
  const read = part === undefined ? undefined : readBody(part);
  return read?.kind === 'body' ? outgoingContent(read.items) : null;
}

function checkedTime(at: number): number {
  if (!Number.isFinite(at) || at < 0) throw new ClientError('invalid-input');
  return Math.floor(at);
}

function reasonOf({ code }: ClientError): NonNullable<ScheduledMessage['failed']> {
  if (code === 'message-too-long') return 'too-long';
  return code === 'not-a-member' ? 'not-a-member' : 'unknown-conversation';
}
