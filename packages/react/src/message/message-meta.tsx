import type { TimelineMessage } from '@sotto/client';
import { clockTime, fullTime } from '../text/clock-time.ts';
import { Ticks } from './ticks.tsx';

/** When a message was written and what has become of it. */
export function MessageMeta({ message }: { message: TimelineMessage }) {
  return (
    <span className="sotto-meta">
      <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
        {clockTime(message.at)}
      </time>
      {message.mine && <Ticks state={message.state} />}
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
      {clockTime(message.at)}
    </span>
  );
}
