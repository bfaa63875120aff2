import type { ConversationId, MessageId } from '@sotto/protocol';
import {
  extensionName,
  type MessageContent,
  meaningOf,
  type Part,
  richLimits,
} from '@sotto/protocol/content';
import type { OutgoingContent } from '../api/rich-message.ts';
import type { SendOptions } from '../api/send-options.ts';
import { noteFiles } from '../attachments/message-files.ts';
import { ClientError } from '../client-error.ts';
import { readConversation } from '../conversations/conversation-table.ts';
import { clearDraft } from '../conversations/drafts.ts';
import type { DeviceContext } from '../device-context.ts';
import { readConversationState } from '../marks/shared-state.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import type { Outgoing } from './compose-content.ts';
import { describeMessage } from './describe-message.ts';
import { holdMessage } from './held-message.ts';
import { insertMessage, newestPlace, pendingPlace } from './item-table.ts';
import { outgoingPart } from './outgoing-part.ts';
import { readPreferences } from './preferences.ts';
import { enqueueContent, writeContent } from './write-content.ts';

type Context = Pick<DeviceContext, 'database' | 'platform' | 'self'>;

/**
 * Accepts what somebody wrote and shows it: the message, its place in this device's order and its outbox
 * entry are written in one transaction. The draft it was made from goes with it.
 *
 * @throws ClientError `message-empty`, `message-too-long`, `invalid-input`, `unknown-conversation`,
 *   `unknown-message`.
 */
export function sendContent(
  context: Context,
  conversationId: ConversationId,
  content: OutgoingContent,
  options: SendOptions = {},
): { messageId: MessageId } {
  return sendPart(context, conversationId, outgoingPart(context, content), options);
}

/** A text: Markdown. */
export function sendMessage(
  context: Context,
  conversationId: ConversationId,
  text: string,
  options: SendOptions = {},
): { messageId: MessageId } {
  return sendContent(context, conversationId, { kind: 'text', text }, options);
}

/**
 * The same for a part that is made already.
 *
 * @param forwards how often it was passed on.
 */
export function sendPart(
  { database, platform, self }: Context,
  conversationId: ConversationId,
  part: Part,
  options: SendOptions,
  forwards = 0,
): { messageId: MessageId } {
  return database.commit((changes) => {
    const repeated = findRequest(changes, options.requestId);
    if (repeated !== null) return { messageId: repeated };
    if (readConversation(changes, conversationId) === null) throw new ClientError('unknown-conversation');
    const now = platform.clock();
    const outgoing: Outgoing = {
      part,
      sentAt: now,
      inReplyTo: knownMessage(changes, conversationId, options.replyTo),
      threadId: knownThread(changes, conversationId, options.threadId),
      expires: expiryFor(changes, conversationId, options),
      extensions: flagsOf(options, forwards),
    };
    const written = writeContent(changes, { platform, self }, conversationId, outgoing);
    const meaning = meaningOf(written.content);
    if (meaning.kind !== 'message') throw new ClientError('invalid-input');
    const { messageId, content } = written;
    const placed = { conversationId, senderId: self.accountId, content, acceptedAt: null };
    insertMessage(changes, {
      messageId,
      conversationId,
      senderId: self.accountId,
      senderDeviceId: self.deviceId,
      mine: true,
      sortAt: pendingPlace,
      writtenAt: newestPlace(changes, conversationId, now),
      counter: content.counter,
      ...describeMessage(changes, self.accountId, placed, meaning, now),
      state: 'waiting',
      requestId: options.requestId ?? null,
    });
    noteFiles(changes, messageId, meaning.items, forwards === 0);
    const undoMs = 1000 * undoSecondsOf(changes, options);
    if (undoMs === 0) enqueueContent(changes, { platform, self }, written);
    else holdMessage(changes, { messageId, conversationId, content: written.bytes, dueAt: now + undoMs });
    clearDraft(changes, { conversationId, threadId: options.threadId ?? null });
    return { messageId };
  });
}

function findRequest(reader: Reader, requestId: string | undefined): MessageId | null {
  if (requestId === undefined) return null;
  const row = reader.first('select item_id from items where request_id = ?', [requestId]);
  return row === undefined ? null : (textOf(row, 'item_id') as MessageId);
}

/** A message to reply to has to be here, or the reply would quote nothing. */
function knownMessage(
  reader: Reader,
  conversationId: ConversationId,
  messageId: string | null | undefined,
): string | null {
  if (messageId === null || messageId === undefined) return null;
  const row = reader.first(
    `select 1 from items where item_id = ? and conversation_id = ? and kind = 'message' and deleted = 0`,
    [messageId, conversationId],
  );
  if (row === undefined) throw new ClientError('unknown-message');
  return messageId;
}

/** Threads hang under messages of the conversation itself, one level deep. */
function knownThread(
  reader: Reader,
  conversationId: ConversationId,
  threadId: string | null | undefined,
): string | null {
  if (threadId === null || threadId === undefined) return null;
  const row = reader.first(
    `select 1 from items where item_id = ? and conversation_id = ? and kind = 'message' and thread_id is null
     union all select 1 from items where thread_id = ? and conversation_id = ? and kind = 'message' limit 1`,
    [threadId, conversationId, threadId, conversationId],
  );
  if (row === undefined) throw new ClientError('unknown-message');
  return threadId;
}

/** What was asked for with this message, or what the conversation agreed on. */
function expiryFor(
  reader: Reader,
  conversationId: ConversationId,
  { expiresInSeconds }: SendOptions,
): MessageContent['expires'] {
  const seconds =
    expiresInSeconds === undefined
      ? readConversationState(reader, conversationId).expiresInSeconds
      : expiresInSeconds;
  if (seconds === null) return null;
  checkExpiry(seconds);
  return { relative: true, seconds };
}

/** @throws ClientError `invalid-input`. */
export function checkExpiry(seconds: number): void {
  const { expirySecondsMin, expirySecondsMax } = richLimits;
  if (!Number.isInteger(seconds) || seconds < expirySecondsMin || seconds > expirySecondsMax) {
    throw new ClientError('invalid-input');
  }
}

function flagsOf({ silent }: SendOptions, forwards: number): Map<string, unknown> {
  const flags = new Map<string, unknown>();
  if (silent === true) flags.set(extensionName.silent, true);
  if (forwards > 0) flags.set(extensionName.forwards, Math.min(forwards, richLimits.forwardsMax));
  return flags;
}

function undoSecondsOf(changes: Changes, { undoSeconds }: SendOptions): number {
  const wished = undoSeconds ?? readPreferences(changes).undoSendSeconds;
  return Number.isFinite(wished) ? Math.min(Math.max(wished, 0), richLimits.undoSecondsMax) : 0;
}
