import type { TimelineMessage } from '@sotto/client';
import { Reactions } from '../marks/reactions.tsx';
import { ThreadLine } from '../threads/thread-line.tsx';
import { FailedMessage } from './failed-message.tsx';
import { ForwardMark } from './forward-mark.tsx';
import type { MessageActions } from './message-actions.ts';
import { MessageContent } from './message-content.tsx';
import { MessageMeta, MetaRoom } from './message-meta.tsx';
import { SenderAvatar, SenderName } from './message-sender.tsx';
import { MessageTools } from './message-tools.tsx';
import { onlyEmoji } from './only-emoji.ts';
import { ReplyQuote } from './reply-quote.tsx';
import { messageText } from './text.ts';
import { Tombstone } from './tombstone.tsx';
import { UndoLine } from './undo-line.tsx';

type MessageBubbleProps = MessageActions & {
  readonly message: TimelineMessage;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
  /** Several people write here: it says who. */
  readonly named?: boolean;
};

/** One message with its sender, what it says, time, ticks and what can be done about it. */
export function MessageBubble(props: MessageBubbleProps) {
  const { message, startsGroup, endsGroup, named = false, ...actions } = props;
  const emoji = message.parts.length === 1 && message.replyTo === null && onlyEmoji(message.text);
  const sender = named && !message.mine ? message : null;
  const meta = (
    <MessageMeta message={message} onReceipts={actions.onReceipts} onVersions={actions.onVersions} />
  );
  return (
    <div
      className="sotto-message"
      data-mine={message.mine || undefined}
      data-named={sender !== null || undefined}
      data-state={message.state}
      data-starts={startsGroup || undefined}
      data-ends={endsGroup || undefined}
    >
      {message.gapBefore && <p className="sotto-message-gap">{messageText.gapBefore}</p>}
      <div className="sotto-message-line">
        {sender !== null && endsGroup && (
          <SenderAvatar
            senderId={sender.senderId}
            senderName={sender.senderName}
            onPerson={actions.onPerson}
          />
        )}
        <div
          className="sotto-bubble"
          data-emoji={emoji || undefined}
          data-deleted={message.deleted || undefined}
          data-mentioned={message.mentionsMe || undefined}
        >
          {sender !== null && startsGroup && !message.deleted && (
            <SenderName senderId={sender.senderId} senderName={sender.senderName} />
          )}
          {message.forwards > 0 && !message.deleted && <ForwardMark forwards={message.forwards} />}
          {message.replyTo !== null && !message.deleted && (
            <ReplyQuote quote={message.replyTo} onJump={actions.onJump} />
          )}
          {message.deleted ? (
            <>
              <Tombstone mine={message.mine} senderName={message.senderName} />
              {meta}
            </>
          ) : (
            <MessageContent
              message={message}
              room={<MetaRoom message={message} />}
              meta={meta}
              onPerson={actions.onPerson}
            />
          )}
        </div>
        <MessageTools message={message} {...actions} />
      </div>
      <Reactions message={message} onReact={actions.onReact} />
      {message.thread !== null && <ThreadLine thread={message.thread} onThread={actions.onThread} />}
      {message.undoUntil !== null && actions.onUndo !== undefined && (
        <UndoLine until={message.undoUntil} onUndo={() => actions.onUndo?.(message)} />
      )}
      {message.state === 'failed' && <FailedMessage message={message} {...actions} />}
    </div>
  );
}
