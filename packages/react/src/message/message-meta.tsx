import type { TimelineMessage } from '@sotto/client';
import { clockTime, fullTime } from '../text/clock-time.ts';
import { messageText } from './text.ts';
import { Ticks } from './ticks.tsx';

type MessageMetaProps = {
  readonly message: TimelineMessage;
  /** Shows whom it has reached, where that is known. */
  readonly onReceipts?: ((messageId: string) => void) | undefined;
};

/** When a message was written and what has become of it. */
export function MessageMeta({ message, onReceipts }: MessageMetaProps) {
  const content = (
    <>
      <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
        {clockTime(message.at)}
      </time>
      {message.mine && <Ticks state={message.state} />}
    </>
  );
  if (message.receipts === null || onReceipts === undefined) {
    return <span className="sotto-meta">{content}</span>;
  }
  return (
    <button
      type="button"
      className="sotto-meta"
      tabIndex={-1}
      title={messageText.receipts}
      onClick={() => onReceipts(message.id)}
    >
      {content}
    </button>
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
      {clockTime(message.at)}
    </span>
  );
}
