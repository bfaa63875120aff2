import type { Changes, Reader } from '../store/changes.ts';

/** Messages that were taken in, so that each is accepted once (REQ-S6). */
export function wasSeen(reader: Reader, messageId: string): boolean {
  return reader.first('select 1 from seen where message_id = ?', [messageId]) !== undefined;
}

export function markSeen(changes: Changes, messageId: string, at: number): void {
  changes.run('insert or ignore into seen (message_id, seen_at) values (?, ?)', [messageId, at]);
}
