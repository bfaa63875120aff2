import type { OwnStateEntry } from '@sotto/protocol/content';
import { disposition } from '@sotto/protocol/content';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { hasOtherDevices, removeMessage } from '../expiry/remove-message.ts';
import { noteWithdrawal } from '../expiry/withdrawals.ts';
import { readHeld } from '../messages/held-message.ts';
import { linkOfMessage } from '../messages/sender-order.ts';
import { noteSkipped } from '../messages/skipped-links.ts';
import { readEntry } from '../outbox/outbox-table.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';
import type { Reader } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { forgetMessage } from './forget-message.ts';
import { targetOf, writeMark } from './write-mark.ts';

type Context = Pick<DeviceContext, 'database' | 'self' | 'platform'>;

/**
 * Deletes one's own message at everybody: a tombstone where it was read, nothing where it still waits. One
 * that never left disappears without a trace.
 */
export function deleteForEveryone(context: Context, messageId: string): void {
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    if (!target.mine) throw new ClientError('not-permitted');
    const link = linkOfMessage(changes, messageId);
    if (neverLeft(changes, messageId)) {
      forgetMessage(changes, target);
      return;
    }
    // Where it never arrives, the deletion says so: nobody waits for it.
    if (link !== null) {
      const { senderDeviceId: deviceId, counter, hash, previous } = link;
      noteSkipped(changes, target.conversationId, { deviceId, counter, hash, previous });
    }
    writeMark(changes, context, target, 'delete', {
      part: { kind: 'none', disposition: disposition.render, language: '' },
      replaces: messageId,
    });
    noteWithdrawal(changes, messageId);
  });
}

/** Removes messages from all of one's own devices, and from nobody else's. */
export function deleteForMe(context: Context, messageIds: readonly string[]): void {
  context.database.commit((changes) => {
    const gone: OwnStateEntry[] = [];
    for (const messageId of messageIds) {
      const row = changes.first('select conversation_id, mine from items where item_id = ?', [messageId]);
      if (row === undefined) continue;
      const conversationId = textOf(row, 'conversation_id') as Parameters<typeof removeMessage>[2];
      gone.push(removeMessage(changes, context, conversationId, messageId));
      const mayWait = numberOf(row, 'mine') === 0 && hasOtherDevices(changes, context);
      if (mayWait) noteWithdrawal(changes, messageId);
    }
    sendOwnState(changes, context, gone);
  });
}

/** Waits to be sent, and no other device can have it. */
function neverLeft(reader: Reader, messageId: string): boolean {
  if (readHeld(reader, messageId) !== null) return true;
  const entry = readEntry(reader, messageId);
  return entry !== null && entry.envelopes === null;
}
