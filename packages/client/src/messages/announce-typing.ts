import type { ConversationId } from '@sotto/protocol';
import { activityKind, encodeSignal, mediaType } from '@sotto/protocol/content';
import { readConversation } from '../conversations/conversation-table.ts';
import type { DeviceContext } from '../device-context.ts';
import { givesReceipts } from '../groups/receipts.ts';
import type { Reader } from '../store/changes.ts';
import { enqueueSignal } from './enqueue-signal.ts';
import { readPreferences } from './preferences.ts';

/** Said again this often while somebody types: a little before the other side stops believing it. */
const repeatMs = 4000;

export type TypingAnnouncer = { set(conversationId: ConversationId, typing: boolean): void };

/** Tells the other person that this one types: seldom, only while it is true, and only where it is wanted. */
export function announceTyping(context: DeviceContext, isOnline: () => boolean): TypingAnnouncer {
  const { database, platform } = context;
  const announced = new Map<ConversationId, number>();
  return {
    set(conversationId, typing) {
      const now = platform.clock();
      const last = announced.get(conversationId) ?? 0;
      if (typing ? now - last < repeatMs : last === 0) return;
      if (typing) announced.set(conversationId, now);
      else announced.delete(conversationId);
      if (!isOnline() || !readPreferences(database).typingIndicators) return;
      if (!isHeard(database, conversationId)) return;
      database.commit((changes) =>
        enqueueSignal(changes, context, {
          conversationId,
          audience: 'person',
          contentType: mediaType.activity,
          value: encodeSignal([activityKind.typing, typing ? 1 : 0]),
          lifeMs: repeatMs,
        }),
      );
    },
  };
}

/** One other person, or a group small enough for it. */
function isHeard(reader: Reader, conversationId: ConversationId): boolean {
  const kind = readConversation(reader, conversationId)?.kind;
  return kind === 'direct' || (kind === 'group' && givesReceipts(reader, conversationId));
}
