import { sha256 } from '@sotto/crypto/primitives';
import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { Changes, Reader } from '../store/changes.ts';
import { numberOf, optionalBytes, optionalNumber, textOf } from '../store/columns.ts';

type Sender = {
  readonly conversationId: ConversationId;
  readonly senderId: AccountId;
  readonly senderDeviceId: DeviceId;
};

/** A content's place in the order of the device that sent it (REQ-S6). */
export type Link = {
  /** From 1. */
  readonly counter: number;
  readonly hash: Uint8Array;
  readonly previous: Uint8Array | null;
};

/** Notes where a content stands, whether or not it is a line of the timeline. */
export function addLink(changes: Changes, sender: Sender, link: Link): void {
  changes.run(
    `insert or ignore into order_links
       (conversation_id, sender_id, sender_device_id, counter, hash, previous) values (?, ?, ?, ?, ?, ?)`,
    [...placeOf(sender), link.counter, link.hash, link.previous],
  );
}

/** Notes the place a content says it has; one that says none has none. */
export function noteLink(
  changes: Changes,
  message: Sender & {
    readonly content: { readonly counter: number; readonly previous: Uint8Array | null };
    readonly bytes: Uint8Array;
  },
): void {
  const { counter, previous } = message.content;
  if (counter > 0) addLink(changes, message, { counter, previous, hash: sha256(message.bytes) });
}

/** Where a message stands that is here. */
export function linkOfMessage(reader: Reader, messageId: string): (Sender & Link) | null {
  const row = reader.first(
    `select conversation_id, sender_id, sender_device_id, counter from items where item_id = ? and counter > 0`,
    [messageId],
  );
  if (row === undefined) return null;
  const sender: Sender = {
    conversationId: textOf(row, 'conversation_id') as ConversationId,
    senderId: textOf(row, 'sender_id') as AccountId,
    senderDeviceId: textOf(row, 'sender_device_id') as DeviceId,
  };
  const link = readLink(reader, sender, numberOf(row, 'counter'));
  return link === null ? null : { ...sender, ...link };
}

export function readLink(reader: Reader, sender: Sender, counter: number): Link | null {
  const row = reader.first(
    `select hash, previous from order_links where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter = ?`,
    [...placeOf(sender), counter],
  );
  const hash = row && optionalBytes(row, 'hash');
  return hash ? { counter, hash, previous: optionalBytes(row, 'previous') } : null;
}

export function removeLink(changes: Changes, sender: Sender, counter: number): void {
  changes.run(
    `delete from order_links where conversation_id = ? and sender_id = ? and sender_device_id = ?
       and counter = ?`,
    [...placeOf(sender), counter],
  );
}

/**
 * Shows a gap as a gap (REQ-S6): looks at what stands before a content that was just stored, and before
 * the one that follows it, which may have waited for it. What is missing is said at the next line of the
 * timeline by the same device.
 *
 * @param fromTheStart this device has been sent everything from the sender's first message on; a device
 *   that was added later begins where it joined.
 */
export function updateGaps(changes: Changes, sender: Sender, counter: number, fromTheStart: boolean): void {
  for (const item of itemsFrom(changes, sender, counter)) {
    const gap = isGapBetween(changes, sender, item, fromTheStart) ? 1 : 0;
    const changed = changes.run('update items set gap = ? where item_id = ? and gap <> ?', [
      gap,
      item.itemId,
      gap,
    ]);
    if (changed > 0) changes.touchConversation(sender.conversationId, item.itemId);
  }
}

type Line = { readonly itemId: string; readonly counter: number };

/** The lines of the timeline whose gap a content can open or close: its own or the next, and the one after. */
function itemsFrom(reader: Reader, sender: Sender, counter: number): Line[] {
  return reader
    .all(
      `select item_id, counter from items where conversation_id = ? and sender_id = ? and sender_device_id = ?
         and counter >= ? and counter > 0 order by counter limit 2`,
      [...placeOf(sender), counter],
    )
    .map((row) => ({ itemId: textOf(row, 'item_id'), counter: numberOf(row, 'counter') }));
}

/** Whether something between a line and the one before it is missing, or is not what was followed. */
function isGapBetween(reader: Reader, sender: Sender, line: Line, fromTheStart: boolean): boolean {
  const before = reader.first(
    `select max(counter) as counter from items where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter > 0 and counter < ?`,
    [...placeOf(sender), line.counter],
  );
  const after = before === undefined ? 0 : (optionalNumber(before, 'counter') ?? 0);
  const loose = reader.all(
    `select l.counter, l.previous from order_links l where l.conversation_id = ? and l.sender_id = ?
       and l.sender_device_id = ? and l.counter > ? and l.counter <= ? and not exists (
         select 1 from order_links p where p.conversation_id = l.conversation_id and p.sender_id = l.sender_id
           and p.sender_device_id = l.sender_device_id and p.counter = l.counter - 1 and p.hash = l.previous)`,
    [...placeOf(sender), after, line.counter],
  );
  return loose.some((row) => {
    const counter = numberOf(row, 'counter');
    if (counter === 1) return optionalBytes(row, 'previous') !== null;
    return fromTheStart || hasEarlier(reader, sender, counter);
  });
}

function hasEarlier(reader: Reader, sender: Sender, counter: number): boolean {
  const row = reader.first(
    `select count(*) as earlier from (select 1 from order_links where conversation_id = ? and sender_id = ?
       and sender_device_id = ? and counter < ? limit 1)`,
    [...placeOf(sender), counter],
  );
  return row !== undefined && numberOf(row, 'earlier') > 0;
}

function placeOf({ conversationId, senderId, senderDeviceId }: Sender): [string, string, string] {
  return [conversationId, senderId, senderDeviceId];
}
