import { uuidToBytes } from '@sotto/protocol';
import type { ThreadSummary } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import type { View } from '../messages/view.ts';
import { laterThanOwnMark, setOwnMark } from '../own-state/own-mark-table.ts';
import { sendOwnState } from '../own-state/send-own-state.ts';
import { textOf } from '../store/columns.ts';
import { followedThreads, readThreadSummaries } from './thread-summaries.ts';

/** Whether new replies of a thread count for this person, on all of their devices. */
export function followThread(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform'>,
  threadId: string,
  followed: boolean,
): void {
  context.database.commit((changes) => {
    const row = changes.first(
      'select conversation_id from items where item_id = ? or thread_id = ? limit 1',
      [threadId, threadId],
    );
    if (row === undefined) throw new ClientError('unknown-message');
    const conversationId = textOf(row, 'conversation_id') as ThreadSummary['conversationId'];
    const sentAt = laterThanOwnMark(changes, threadId, 'follow', context.platform.clock());
    const target = { conversation: uuidToBytes(conversationId), message: uuidToBytes(threadId) };
    const said = sendOwnState(changes, context, [{ kind: 'follow', ...target, on: followed }], sentAt) ?? '';
    const mark = { target: threadId, conversationId, sentAt, messageId: said, value: followed ? 1 : 0 };
    setOwnMark(changes, { ...mark, name: 'follow' });
  });
}

/** The latest followed threads of all conversations, the latest reply first. */
export function readFollowed(view: View): ThreadSummary[] {
  const summaries = [...readThreadSummaries(view, followedThreads(view.reader)).values()];
  return summaries
    .filter((thread) => thread.followed)
    .sort((a, b) => (b.lastReplyAt ?? 0) - (a.lastReplyAt ?? 0) || (a.threadId < b.threadId ? -1 : 1));
}
