import { type AccountId, type ConversationId, uuidFromBytes } from '@sotto/protocol';
import { type Meaning, type MessageContent, richLimits } from '@sotto/protocol/content';
import { readConversation } from '../conversations/conversation-table.ts';
import { isMentioned } from '../marks/message-state.ts';
import type { Reader } from '../store/changes.ts';
import { threadReadThrough } from '../threads/thread-table.ts';
import type { NewRichness } from './item-table.ts';
import { markdownOf, storeBody } from './stored-body.ts';

type Described = { readonly text: string; readonly rich: NewRichness };

type Placed = {
  readonly conversationId: ConversationId;
  readonly senderId: AccountId;
  readonly content: MessageContent;
  /** The server's time; `null` while it has none. */
  readonly acceptedAt: number | null;
};

/** What a message says, as its row keeps it: the same whether it was written here or came. */
export function describeMessage(
  reader: Reader,
  self: AccountId,
  { conversationId, senderId, content, acceptedAt }: Placed,
  { items, flags }: Extract<Meaning, { kind: 'message' }>,
  now: number,
): Described {
  const { text, body } = storeBody(content.part, items);
  const threadId = content.topic.length === 16 ? uuidFromBytes(content.topic) : null;
  const mine = senderId === self;
  const readThrough =
    threadId === null
      ? (readConversation(reader, conversationId)?.readThrough ?? 0)
      : threadReadThrough(reader, threadId);
  const begins = mine ? acceptedAt : acceptedAt !== null && acceptedAt <= readThrough ? now : null;
  return {
    text,
    rich: {
      body,
      replyTo: content.inReplyTo === null ? null : uuidFromBytes(content.inReplyTo),
      threadId,
      sentAt: content.sentAt,
      forwards: flags.forwards,
      silent: flags.silent,
      mentionsMe: !mine && isMentioned(markdownOf(items), self),
      deleted: false,
      ...expiryOf(content, begins, acceptedAt ?? now),
    },
  };
}

/**
 * When it disappears: a while after it was read, for its sender after the server had it; or at a time.
 *
 * @param begins when a while begins to count; `null`: not yet.
 */
function expiryOf(
  { expires }: MessageContent,
  begins: number | null,
  sentAt: number,
): Pick<NewRichness, 'expiresSeconds' | 'expiresAt'> {
  if (expires === null) return { expiresSeconds: null, expiresAt: null };
  const { expirySecondsMax } = richLimits;
  if (!expires.relative) {
    const at = Math.min(expires.seconds * 1000, sentAt + expirySecondsMax * 1000);
    return { expiresSeconds: Math.max(0, Math.round((at - sentAt) / 1000)), expiresAt: at };
  }
  const seconds = Math.min(Math.max(expires.seconds, 1), expirySecondsMax);
  return { expiresSeconds: seconds, expiresAt: begins === null ? null : begins + seconds * 1000 };
}
