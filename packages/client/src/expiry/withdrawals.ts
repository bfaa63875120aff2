import { MessageId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import { ServerProblem } from '../transport/http-client.ts';

/** Notes that copies which still wait at the server are to be removed there. */
export function noteWithdrawal(changes: Changes, messageId: string): void {
  changes.run('insert or ignore into withdrawals (message_id) values (?)', [messageId]);
  changes.touchWithdrawals();
}

/** Whether copies of it are still to be removed at the server. */
export function isWithdrawn(reader: Reader, messageId: string): boolean {
  return reader.first('select 1 from withdrawals where message_id = ?', [messageId]) !== undefined;
}

/**
 * Removes at the server what waits there of messages that are gone: one's own everywhere, others' in the
 * mailboxes of one's own devices. What is on its way there comes first.
 *
 * @throws when the server cannot be reached; what is left is tried again.
 */
export async function withdrawAll({ database, call, self }: DeviceContext): Promise<void> {
  const due = database.all(
    'select message_id from withdrawals where message_id not in (select message_id from outbox) limit 1000',
  );
  for (const row of due) {
    const messageId = MessageId.parse(textOf(row, 'message_id'));
    try {
      await call(routes.deleteMessage, { params: { user_id: self.accountId, message_id: messageId } });
    } catch (error) {
      // What the server does not know any more is not there any more.
      if (!(error instanceof ServerProblem) || error.code === 'rate-limited') throw error;
    }
    database.commit((changes) => changes.run('delete from withdrawals where message_id = ?', [messageId]));
  }
}
