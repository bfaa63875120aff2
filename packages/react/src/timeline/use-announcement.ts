import type { TimelineItem, TimelineMessage } from '@sotto/client';
import { useState } from 'react';
import { copyable } from '../message/message-label.ts';
import { previewText } from '../message/preview-text.ts';
import { nameList } from '../people/name-list.ts';
import { safeName } from '../text/safe-name.ts';
import { timelineText } from './text.ts';
import { isMine } from './timeline-rows.ts';

type Heard = {
  readonly items: readonly TimelineItem[];
  /** What the text is about: it goes with them. */
  readonly messages: readonly TimelineMessage[];
};

/**
 * What to say aloud about messages that came after the conversation was opened. A message that was deleted
 * or has disappeared is not left standing here.
 */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const [heard, setHeard] = useState<Heard>({ items, messages: [] });
  if (heard.items === items) return spoken(heard.messages);
  const known = new Set(heard.items.map(({ id }) => id));
  const from = items.findLastIndex(({ id }) => known.has(id)) + 1;
  const fresh = from === 0 && known.size > 0 ? [] : items.slice(from).filter(isNews);
  const live = new Set(items.filter(isNews).map(({ id }) => id));
  const messages = fresh.length > 0 ? fresh : heard.messages.filter(({ id }) => live.has(id));
  setHeard({ items, messages });
  return spoken(messages);
}

function isNews(item: TimelineItem): item is TimelineMessage {
  return item.kind === 'message' && !isMine(item) && !item.deleted;
}

function spoken(messages: readonly TimelineMessage[]): string {
  const [only] = messages;
  if (only === undefined) return '';
  if (messages.length === 1) {
    const kind = only.text === '' ? (only.parts[0]?.kind ?? 'text') : 'text';
    return timelineText.announce(safeName(only.senderName), previewText({ kind, text: copyable(only) }));
  }
  const senders = new Map(messages.map((item) => [item.senderId, item.senderName]));
  const named = [...senders].map(([accountId, name]) => ({ accountId, name, self: false }));
  return timelineText.announceMany(messages.length, nameList(named));
}
