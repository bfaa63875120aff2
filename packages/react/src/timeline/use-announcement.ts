import type { TimelineItem } from '@sotto/client';
import { useState } from 'react';
import { plainPreview } from '../text/plain-preview.ts';
import { timelineText } from './text.ts';
import { isMine } from './timeline-rows.ts';

type Heard = { readonly count: number; readonly lastId: string | undefined; readonly text: string };

/** What to say aloud about messages that came after the conversation was opened. */
export function useAnnouncement(items: readonly TimelineItem[] | null, name: string): string {
  const [heard, setHeard] = useState<Heard | null>(null);
  if (items === null) return '';
  const lastId = items.at(-1)?.id;
  if (heard === null) {
    setHeard({ count: items.length, lastId, text: '' });
    return '';
  }
  if (heard.lastId === lastId) return heard.text;
  const from = items.findLastIndex((item) => item.id === heard.lastId) + 1;
  const fresh = items.slice(from).filter((item) => item.kind === 'message' && !isMine(item));
  const newest = fresh.at(-1);
  const text =
    newest?.kind !== 'message'
      ? heard.text
      : fresh.length === 1
        ? timelineText.announce(name, plainPreview(newest.text))
        : timelineText.announceMany(fresh.length, name);
  setHeard({ count: items.length, lastId, text });
  return text;
}
