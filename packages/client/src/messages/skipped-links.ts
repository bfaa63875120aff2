import type { ConversationId } from '@sotto/protocol';
import { type SkippedLink, skippedMax } from '@sotto/protocol/content';
import type { Changes } from '../store/changes.ts';
import { bytesOf, numberOf, optionalBytes, textOf } from '../store/columns.ts';

/** Notes that a content of one's own will not come; the next one says so. */
export function noteSkipped(changes: Changes, conversationId: ConversationId, link: SkippedLink): void {
  changes.run(
    `insert or ignore into skipped_links (conversation_id, device_id, counter, hash, previous)
     values (?, ?, ?, ?, ?)`,
    [conversationId, link.deviceId, link.counter, link.hash, link.previous],
  );
}

/** What the content that is written now has to say about places that stay empty. */
export function takeSkipped(changes: Changes, conversationId: ConversationId): SkippedLink[] {
  const rows = changes.all(
    `select * from skipped_links where conversation_id = ? order by device_id, counter limit ${skippedMax}`,
    [conversationId],
  );
  return rows.map((row) => {
    const link = {
      deviceId: textOf(row, 'device_id'),
      counter: numberOf(row, 'counter'),
      hash: bytesOf(row, 'hash'),
      previous: optionalBytes(row, 'previous'),
    };
    changes.run(
      'delete from skipped_links where conversation_id = ? and device_id = ? and counter = ? and hash = ?',
      [conversationId, link.deviceId, link.counter, link.hash],
    );
    return link;
  });
}
