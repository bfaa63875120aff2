import { uuidFromBytes } from '@sotto/protocol';
import { type ConversationChange, encodePart, type Meaning } from '@sotto/protocol/content';
import type { ConversationNotice } from '../api/conversation.ts';
import type { DeviceContext } from '../device-context.ts';
import { hasDeparted } from '../messages/departed.ts';
import { newestPlace, pendingPlace } from '../messages/item-table.ts';
import type { DecryptedMessage } from '../sessions/decrypt-envelope.ts';
import type { Changes } from '../store/changes.ts';
import { type Mark, type MarkOrigin, type MarkPlace, marksOf } from './mark.ts';
import { insertMark, readMarks } from './mark-table.ts';
import { applyMarks } from './message-state.ts';

/** A meaning that is about another message, or about the conversation. */
export type MarkMeaning = Extract<
  Meaning,
  { kind: 'edit' | 'delete' | 'reaction' | 'vote' | 'poll-close' | 'event-answer' | 'pin' | 'conversation' }
>;

/** Who said it and when; `acceptedAt` is `null` for what is only on this device yet. */
export type MarkMessage = Pick<DecryptedMessage, 'messageId' | 'conversationId' | 'senderId' | 'content'> & {
  readonly acceptedAt: number | null;
};

/**
 * Takes in something that somebody did, on this device or elsewhere: one way for both, so that all devices
 * come to the same. What it means for a message is worked out when both are there.
 */
export function takeMark(
  changes: Changes,
  { self, platform }: Pick<DeviceContext, 'self' | 'platform'>,
  message: MarkMessage,
  meaning: MarkMeaning,
): void {
  const { conversationId } = message;
  const target = meaning.kind === 'conversation' ? conversationId : uuidFromBytes(meaning.target);
  const place: MarkPlace = { conversationId, target };
  const mark = markOf(message, meaning);
  if (hasDeparted(changes, target) || isBuried(changes, place, mark)) return;
  if (!insertMark(changes, place, mark)) return;
  changes.touchConversation(conversationId, target);
  if (meaning.kind === 'conversation') {
    insertChangeNotice(changes, message, meaning.change, platform.clock());
  }
  if (mark.name === 'edit' || mark.name === 'delete') applyMarks(changes, place, self.accountId);
}

/** What comes about a message that its author deleted is not kept, before or after the message. */
function isBuried(changes: Changes, place: MarkPlace, mark: Mark): boolean {
  if (mark.name === 'delete') return false;
  const row = changes.first('select deleted from items where item_id = ? and conversation_id = ?', [
    place.target,
    place.conversationId,
  ]);
  if (row?.['deleted'] === 1) return true;
  return (
    mark.name === 'edit' &&
    marksOf(readMarks(changes, place), 'delete').some((deletion) => deletion.author === mark.author)
  );
}

function markOf(message: MarkMessage, meaning: MarkMeaning): Mark {
  const { sentAt } = message.content;
  // What was asked for again may come without the server's time.
  const acceptedAt = message.acceptedAt === 0 ? sentAt : message.acceptedAt;
  const origin: MarkOrigin = {
    messageId: message.messageId,
    author: message.senderId,
    sentAt,
    acceptedAt,
  };
  switch (meaning.kind) {
    case 'edit':
      return { ...origin, name: 'edit', body: encodePart(message.content.part) };
    case 'delete':
      return { ...origin, name: 'delete' };
    case 'reaction':
      return { ...origin, name: 'reaction', emojis: meaning.emojis };
    case 'vote':
      return { ...origin, name: 'vote', choices: meaning.choices };
    case 'poll-close':
      return { ...origin, name: 'close' };
    case 'event-answer':
      return { ...origin, name: 'answer', answer: meaning.answer };
    case 'pin':
      return { ...origin, name: 'pin', pinned: meaning.pinned };
    case 'conversation':
      return meaning.change.kind === 'expiry'
        ? { ...origin, name: 'expiry', change: meaning.change }
        : { ...origin, name: 'reference', change: meaning.change };
  }
}

/** A line that says who changed what about the conversation. */
function insertChangeNotice(
  changes: Changes,
  { conversationId, messageId, senderId, acceptedAt, content }: MarkMessage,
  change: ConversationChange,
  now: number,
): void {
  const shown: ConversationNotice['change'] =
    change.kind === 'expiry'
      ? change
      : {
          kind: 'reference',
          reference:
            change.reference === null ? null : { system: change.system, reference: change.reference },
        };
  changes.run(
    `insert or ignore into items (item_id, conversation_id, kind, sender_id, sender_device_id, mine, sort_at,
       written_at, counter, detail, text)
     values (?, ?, 'notice', ?, '', ?, ?, ?, ?, 'conversation', ?)`,
    [
      messageId,
      conversationId,
      senderId,
      acceptedAt === null ? 1 : 0,
      acceptedAt ?? pendingPlace,
      acceptedAt ?? newestPlace(changes, conversationId, now),
      // Among lines of one moment it stands where its sender said it.
      content.counter,
      JSON.stringify(shown),
    ],
  );
  changes.touchConversation(conversationId, messageId);
}
