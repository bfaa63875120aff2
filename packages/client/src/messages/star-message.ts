import { uuidToBytes } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { targetOf } from '../marks/write-mark.ts';
import { laterThanOwnMark, setOwnMark } from '../own-state/own-mark-table.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';

/** Marks a message for oneself: on all of one's own devices, and known to nobody else. */
export function setStarred(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  messageId: string,
  starred: boolean,
): void {
  context.database.commit((changes) => {
    const { conversationId } = targetOf(changes, messageId);
    const sentAt = laterThanOwnMark(changes, messageId, 'star', context.platform.clock());
    const target = { conversation: uuidToBytes(conversationId), message: uuidToBytes(messageId) };
    const said = sendOwnState(changes, context, [{ kind: 'star', ...target, on: starred }], sentAt) ?? '';
    const mark = { target: messageId, conversationId, sentAt, messageId: said, value: starred ? 1 : 0 };
    setOwnMark(changes, { ...mark, name: 'star' });
  });
}
