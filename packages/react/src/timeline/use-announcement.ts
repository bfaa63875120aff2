import type { TimelineItem } from '@sotto/client';
import { useState } from 'react';
import { nameList } from '../people/name-list.ts';
import { plainPreview } from '../text/plain-preview.ts';
import { safeName } from '../text/safe-name.ts';
import { timelineText } from './text.ts';
import { isMine } from './timeline-rows.ts';

type Heard = { readonly lastId: string | undefined; readonly text: string };

/** What to say aloud about messages that came after the conversation was opened. */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const lastId = items.at(-1)?.id;
  const [heard, setHeard] = useState<Heard>({ lastId, text: '' });
  if (heard.lastId === lastId) return heard.text;
  const from = items.findLastIndex((item) => item.id === heard.lastId) + 1;
  const fresh = items.slice(from).filter((item) => item.kind === 'message' && !isMine(item));
  const text = fresh.length === 0 ? heard.text : spoken(fresh);
  setHeard({ lastId, text });
  return text;
}

function spoken(fresh: readonly TimelineItem[]): string {
  const messages = fresh.filter((item) => item.kind === 'message');
  const [only] = messages;
  if (messages.length === 1 && only !== undefined) {
    return timelineText.announce(safeName(only.senderName), plainPreview(only.text));
  }
  const senders = new Map(messages.map((item) => [item.senderId, item.senderName]));
  const named = [...senders].map(([accountId, name]) => ({ accountId, name, self: false }));
  return timelineText.announceMany(messages.length, nameList(named));
}
