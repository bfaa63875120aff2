import type { ConversationId, DeviceId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, textOf } from '../store/columns.ts';

/** As long as an envelope waits at the server: later nobody can ask for what was in one. */
const keptMs = 31 * 24 * 60 * 60 * 1000;

export type SentContent = {
  readonly conversationId: ConversationId;
  readonly senderDeviceId: DeviceId;
  /** Empty: there was nothing worth keeping. */
  readonly content: Uint8Array;
};

/** Keeps what this device, or another of one's own, has sent. */
export function keepForRetry(
  changes: Changes,
  messageId: string,
  conversationId: ConversationId,
  senderDeviceId: DeviceId,
  content: Uint8Array,
  now: number,
): void {
  changes.run(
    `insert or ignore into retry_cache (message_id, conversation_id, sender_device_id, content, sent_at)
     values (?, ?, ?, ?, ?)`,
    [messageId, conversationId, senderDeviceId, content, now],
  );
}

export function readSentContent(reader: Reader, messageId: string): SentContent | null {
  const row = reader.first('select * from retry_cache where message_id = ?', [messageId]);
  return row === undefined
    ? null
    : {
        conversationId: textOf(row, 'conversation_id') as ConversationId,
        senderDeviceId: textOf(row, 'sender_device_id') as DeviceId,
        content: bytesOf(row, 'content'),
      };
}

export function expireRetryCache(changes: Changes, now: number): void {
  changes.run('delete from retry_cache where sent_at < ?', [now - keptMs]);
}
