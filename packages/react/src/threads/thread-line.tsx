import type { ThreadSummary } from '@sotto/client';
import { MessagesSquare } from 'lucide-react';
import { Avatar } from '../avatar/avatar.tsx';
import { clockTime } from '../text/clock-time.ts';
import { threadsText } from './text.ts';

type ThreadLineProps = {
  readonly thread: ThreadSummary;
  readonly onThread?: ((messageId: string) => void) | undefined;
};

const shownMax = 3;

/** Below the message a thread began with: who writes there and what is new; opens it. */
export function ThreadLine({ thread, onThread }: ThreadLineProps) {
  const { people, replies, unread, lastReplyAt, threadId } = thread;
  return (
    <button
      type="button"
      className="sotto-thread-line"
      tabIndex={-1}
      disabled={onThread === undefined}
      onClick={() => onThread?.(threadId)}
    >
      {people.length === 0 ? (
        <MessagesSquare aria-hidden="true" />
      ) : (
        <span className="sotto-thread-people" aria-hidden="true">
          {people.slice(0, shownMax).map(({ accountId, name }) => (
            <Avatar key={accountId} person={{ accountId, displayName: name }} size="tiny" />
          ))}
        </span>
      )}
      <b>{threadsText.replies(replies)}</b>
      {unread > 0 && <span className="sotto-badge">{threadsText.fresh(unread)}</span>}
      {lastReplyAt !== null && <span className="sotto-thread-time">{clockTime(lastReplyAt)}</span>}
    </button>
  );
}
