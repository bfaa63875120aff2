import type { ConversationId } from '@sotto/protocol';
import type { Reader } from '../store/changes.ts';
import { type OutboxEntry, readOutbox } from './outbox-table.ts';

/** Messages of one conversation on their way at a time. */
export const windowMax = 16;

/** Entries taken up in one go: one transaction encrypts them. */
export const batchMax = 64;

export type Selection = {
  readonly entries: readonly OutboxEntry[];
  /** When the first entry that was put off is due. */
  readonly nextAt: number | null;
};

/**
 * What may leave now, oldest first. An entry that has to wait holds back everything behind it in its
 * conversation: order is kept.
 *
 * @param inFlight messages on their way, with their conversations.
 * @param cautious conversations where something was refused lately: one message at a time.
 */
export function selectEntries(
  reader: Reader,
  inFlight: ReadonlyMap<string, ConversationId>,
  cautious: ReadonlySet<ConversationId>,
  now: number,
): Selection {
  const held = new Set<ConversationId>();
  const counts = new Map<ConversationId, number>();
  for (const conversationId of inFlight.values()) {
    counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
  }
  const entries: OutboxEntry[] = [];
  let nextAt: number | null = null;
  let page: OutboxEntry[] = [];
  do {
    page = readOutbox(reader, page.at(-1)?.entryId ?? 0, batchMax);
    for (const entry of page) {
      const { conversationId } = entry;
      if (inFlight.has(entry.messageId) || held.has(conversationId)) continue;
      const count = counts.get(conversationId) ?? 0;
      const window = cautious.has(conversationId) ? 1 : windowMax;
      if (entry.nextAt > now || count >= window) {
        held.add(conversationId);
        if (entry.nextAt > now) nextAt = Math.min(nextAt ?? entry.nextAt, entry.nextAt);
        continue;
      }
      counts.set(conversationId, count + 1);
      entries.push(entry);
      if (entries.length === batchMax) return { entries, nextAt };
    }
  } while (page.length === batchMax);
  return { entries, nextAt };
}
