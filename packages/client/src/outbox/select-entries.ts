import type { ConversationId } from '@sotto/protocol';
import type { Reader } from '../store/changes.ts';
import { type OutboxEntry, readOutbox, waitingConversations } from './outbox-table.ts';

/** Messages of one conversation on their way at a time: enough to fill a long line. */
export const windowMax = 64;

/** Entries taken up in one go: one transaction encrypts them. */
export const batchMax = 64;

export type Selection = {
  readonly entries: readonly OutboxEntry[];
  /** When the first entry that was put off is due. */
  readonly nextAt: number | null;
};

/**
 * What may leave now, conversation by conversation, oldest first. An entry that has to wait holds back
 * everything behind it in its conversation: order is kept. The cost does not grow with the queue.
 *
 * @param inFlight messages on their way.
 * @param cautious conversations where something was refused lately: one message at a time.
 * @param isHeld whether nothing of a conversation may leave now.
 */
export function selectEntries(
  reader: Reader,
  inFlight: { has(messageId: string): boolean },
  cautious: ReadonlySet<ConversationId>,
  now: number,
  isHeld: (conversationId: ConversationId) => boolean = () => false,
): Selection {
  const entries: OutboxEntry[] = [];
  let nextAt: number | null = null;
  for (const conversationId of waitingConversations(reader)) {
    if (isHeld(conversationId)) continue;
    const window = cautious.has(conversationId) ? 1 : windowMax;
    for (const entry of readOutbox(reader, conversationId, window)) {
      if (inFlight.has(entry.messageId)) continue;
      if (entry.nextAt > now) {
        nextAt = Math.min(nextAt ?? entry.nextAt, entry.nextAt);
        break;
      }
      entries.push(entry);
      if (entries.length === batchMax) return { entries, nextAt };
    }
  }
  return { entries, nextAt };
}
