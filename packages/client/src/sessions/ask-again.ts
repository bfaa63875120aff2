import type { AccountId, DeviceId } from '@sotto/protocol';
import { uuidToBytes } from '@sotto/protocol';
import { encodeSignal, mediaType } from '@sotto/protocol/content';
import { ensureCarrier } from '../conversations/conversation-table.ts';
import { addSessionResetNotice } from '../conversations/notices.ts';
import type { DeviceContext } from '../device-context.ts';
import { enqueueSignal } from '../messages/enqueue-signal.ts';
import type { Changes } from '../store/changes.ts';
import { dueRepairs, repairAsked } from './repair-table.ts';
import { readSession, saveSession } from './session-table.ts';

/** A session is not begun anew more often than this, however much of it cannot be read. */
const resetIntervalMs = 60_000;

/**
 * Asks the senders of what could not be read to send it again. The request travels on a fresh session, so
 * that whatever was out of step is left behind, with a notice in the conversation (REQ-S8).
 */
export function askAgain(context: DeviceContext): number {
  const { database, platform, self } = context;
  const now = platform.clock();
  return database.commit((changes) => {
    const due = dueRepairs(changes, now);
    const bySender = Map.groupBy(due, (repair) => repair.senderId);
    for (const [senderId, repairs] of bySender) {
      for (const deviceId of new Set(repairs.map((repair) => repair.senderDeviceId))) {
        resetSession(changes, context, senderId, deviceId, now);
      }
      const conversationId = ensureCarrier(changes, self, senderId, now);
      enqueueSignal(changes, context, {
        conversationId,
        audience: senderId === self.accountId ? 'own-devices' : 'person',
        contentType: mediaType.resendRequest,
        value: encodeSignal(repairs.map((repair) => uuidToBytes(repair.messageId))),
      });
      for (const repair of repairs) repairAsked(changes, repair, now);
    }
    if (due.length > 0) platform.log('info', 'repair-asked', { messages: due.length });
    return due.length;
  });
}

/** Sends on no session with that device until a new one was begun. */
export function resetSession(
  changes: Changes,
  { self }: Pick<DeviceContext, 'self'>,
  accountId: AccountId,
  deviceId: DeviceId,
  now: number,
): void {
  const session = readSession(changes, accountId, deviceId);
  if (session.record.current === undefined || now - session.resetAt < resetIntervalMs) return;
  saveSession(changes, accountId, deviceId, { ...session, freshBeforeSend: true, resetAt: now });
  addSessionResetNotice(changes, self, accountId, deviceId, now);
}
