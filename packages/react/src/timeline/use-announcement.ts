import type { TimelineItem } from '@sotto/client';
import { useState } from 'react';
import { plainPreview } from '../text/plain-preview.ts';
import { timelineText } from './text.ts';
import { isMine } from './timeline-rows.ts';

type Heard = { readonly lastId: string | undefined; readonly text: string };

/** What to say aloud about messages that came after the conversation was opened. */
export function useAnnouncement(items: readonly TimelineItem[], name: string): string {
  const lastId = items.at(-1)?.id;
  const [heard, setHeard] = useState<Heard>({ lastId, text: '' });
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
  setHeard({ lastId, text });
  return text;
}
