import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, optionalBytes, textOf } from '../store/columns.ts';

type Sender = {
  readonly conversationId: ConversationId;
  readonly senderId: AccountId;
  readonly senderDeviceId: DeviceId;
};

/**
 * Shows a gap as a gap (REQ-S6): looks at what stands before a message that was just stored, and before
 * the one that follows it, which may have waited for it.
 *
 * @param fromTheStart this device has been sent everything from the sender's first message on; a device
 *   that was added later begins where it joined.
 */
export function updateGaps(changes: Changes, sender: Sender, counter: number, fromTheStart: boolean): void {
  for (const place of [counter, counter + 1]) {
    const message = at(changes, sender, place);
    if (message === null) continue;
    const gap = isGapBefore(changes, sender, place, message.previous, fromTheStart);
    const changed = changes.run('update items set gap = ? where item_id = ? and gap <> ?', [
      gap ? 1 : 0,
      message.itemId,
      gap ? 1 : 0,
    ]);
    if (changed > 0) changes.touchConversation(sender.conversationId, message.itemId);
  }
}

function isGapBefore(
  reader: Reader,
  sender: Sender,
  counter: number,
  previous: Uint8Array | null,
  fromTheStart: boolean,
): boolean {
  if (counter <= 1) return previous !== null;
  const before = at(reader, sender, counter - 1);
  if (before !== null) return previous === null || !constantTimeEqual(before.hash, previous);
  return fromTheStart || hasEarlier(reader, sender, counter);
}

function at(
  reader: Reader,
  { conversationId, senderId, senderDeviceId }: Sender,
  counter: number,
): { itemId: string; hash: Uint8Array; previous: Uint8Array | null } | null {
  const row = reader.first(
    `select item_id, hash, previous from items where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter = ? and counter > 0`,
    [conversationId, senderId, senderDeviceId, counter],
  );
  if (row === undefined) return null;
  return {
    itemId: textOf(row, 'item_id'),
    hash: bytesOf(row, 'hash'),
    previous: optionalBytes(row, 'previous'),
  };
}

function hasEarlier(
  reader: Reader,
  { conversationId, senderId, senderDeviceId }: Sender,
  counter: number,
): boolean {
  const row = reader.first(
    `select count(*) as earlier from (select 1 from items where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter > 0 and counter < ? limit 1)`,
    [conversationId, senderId, senderDeviceId, counter],
  );
  return row !== undefined && numberOf(row, 'earlier') > 0;
}
