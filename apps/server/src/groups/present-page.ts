import type { GroupEvent } from '@sotto/protocol/http';
import { presentEvent } from './group-event.ts';
import type { GroupLogPage } from './log-store.ts';

/** A page as HTTP carries it: its events whole, and whether more follow. */
export function presentPage(page: GroupLogPage): { events: GroupEvent[]; more: boolean } {
  const last = page.events.at(-1)?.seq ?? page.from;
  return { events: page.events.map(presentEvent), more: last < page.head };
}
