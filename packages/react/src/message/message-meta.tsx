import type { TimelineMessage } from '@sotto/client';
import { clockTime, fullTime } from '../text/clock-time.ts';
import type { MessageActions } from './message-actions.ts';
import { MetaMarks } from './meta-marks.tsx';
import { messageText } from './text.ts';
import { Ticks } from './ticks.tsx';

type MessageMetaProps = Pick<MessageActions, 'onReceipts' | 'onVersions'> & {
  readonly message: TimelineMessage;
};

/** When a message was written and what has become of it. */
export function MessageMeta({ message, onReceipts, onVersions }: MessageMetaProps) {
  const content = (
    <>
      <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
        {clockTime(message.at)}
      </time>
      {message.mine && !message.deleted && <Ticks state={message.state} />}
    </>
  );
  const reached = message.receipts !== null && onReceipts !== undefined;
  return (
    <span className="sotto-meta">
      {message.edited !== null && !message.deleted && (
        <button
          type="button"
          className="sotto-meta-button"
          tabIndex={-1}
          title={messageText.commands.history}
          disabled={onVersions === undefined}
          onClick={() => onVersions?.(message.id)}
        >
          {messageText.edited}
        </button>
      )}
      <MetaMarks message={message} />
      {reached ? (
        <button
          type="button"
          className="sotto-meta-button"
          tabIndex={-1}
          title={messageText.receipts}
          onClick={() => onReceipts(message.id)}
        >
          {content}
        </button>
      ) : (
        content
      )}
    </span>
  );
}

/** As wide as the meta line, and empty: the last line of text leaves room for it. */
export function MetaRoom({ message }: { message: TimelineMessage }) {
  return (
    <span
      className="sotto-meta-room"
      data-ticks={message.mine && message.state !== 'failed' ? message.state : undefined}
      aria-hidden="true"
    >
      {message.edited !== null && <span>{messageText.edited}</span>}
      <MetaMarks message={message} />
      {clockTime(message.at)}
    </span>
  );
}
