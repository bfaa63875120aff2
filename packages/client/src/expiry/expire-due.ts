import type { ConversationId } from '@sotto/protocol';
import type { OwnStateEntry } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';
import type { Changes } from '../store/changes.ts';
import { numberOf, textOf } from '../store/columns.ts';
import { hasOtherDevices, removeMessage } from './remove-message.ts';
import { noteWithdrawal } from './withdrawals.ts';

/** Removed in one transaction. */
const batchMax = 500;

/**
 * Removes every message whose time has come: here, in what waits for one's own other devices at the server,
 * and on those devices.
 *
 * @returns when the next one goes, if any is counting.
 */
export function expireDue(
  changes: Changes,
  context: Pick<DeviceContext, 'self' | 'platform'>,
): number | null {
  const rows = changes.all(
    `select item_id, conversation_id, mine from items where expires_at <= ? order by expires_at limit ${batchMax}`,
    [context.platform.clock()],
  );
  const gone: OwnStateEntry[] = [];
  for (const row of rows) {
    const messageId = textOf(row, 'item_id');
    const conversationId = textOf(row, 'conversation_id') as ConversationId;
    const entry = removeMessage(changes, context, conversationId, messageId);
    // One's own waits at the server for people who have not read it, and goes on all of one's own devices
    // at the same time.
    if (numberOf(row, 'mine') === 1) continue;
    gone.push(entry);
    if (hasOtherDevices(changes, context)) noteWithdrawal(changes, messageId);
  }
  sendOwnState(changes, context, gone);
  const next = changes.first('select min(expires_at) as at from items where expires_at is not null');
  return typeof next?.['at'] === 'number' ? next['at'] : null;
}
