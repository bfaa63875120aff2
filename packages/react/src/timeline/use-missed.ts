import { useState } from 'react';
import { isMine, type TimelineRow } from './timeline-rows.ts';

/** How many messages have come since the end was last in view. */
export function useMissed(rows: readonly TimelineRow[], atBottom: boolean): number {
  const [seenId, setSeenId] = useState<string | undefined>(undefined);
  const lastId = rows.at(-1)?.id;
  if ((atBottom || seenId === undefined) && seenId !== lastId) setSeenId(lastId);
  if (atBottom || seenId === undefined || seenId === lastId) return 0;
  let count = 0;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (row === undefined || row.id === seenId) break;
    const { item } = row;
    if (item.kind !== 'notice' && !isMine(item)) count++;
  }
  return count;
}
