import type { TimelineItem, TimelineMessage } from '@sotto/client';
import { commandsFor } from '../message/message-commands.ts';

const scope = { writable: true, inThread: false, offered: new Set(['edit'] as const) };

/** One's own last message that can be rewritten: what Arrow-Up in an empty field means. */
export function lastEditable(items: readonly TimelineItem[]): TimelineMessage | null {
  const last = items.findLast((item) => item.kind === 'message' && commandsFor(item, scope).length > 0);
  return last?.kind === 'message' ? last : null;
}
