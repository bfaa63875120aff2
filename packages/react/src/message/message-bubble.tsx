import type { TimelineMessage } from '@sotto/client';
import { FailedMessage } from './failed-message.tsx';
import type { MessageActions } from './message-actions.ts';
import { MessageContent } from './message-content.tsx';
import { MessageMeta, MetaRoom } from './message-meta.tsx';
import { SenderAvatar, SenderName } from './message-sender.tsx';
import { MessageTools } from './message-tools.tsx';
import { onlyEmoji } from './only-emoji.ts';
import { messageText } from './text.ts';

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
  const emoji = message.parts.length === 1 && onlyEmoji(message.text);
  const sender = named && !message.mine ? message : null;
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
        <div className="sotto-bubble" data-emoji={emoji || undefined}>
          {sender !== null && startsGroup && (
            <SenderName senderId={sender.senderId} senderName={sender.senderName} />
          )}
          <MessageContent
            message={message}
            room={<MetaRoom message={message} />}
            meta={<MessageMeta message={message} onReceipts={actions.onReceipts} />}
            onPerson={actions.onPerson}
          />
        </div>
        <MessageTools message={message} onReceipts={actions.onReceipts} />
      </div>
      {message.state === 'failed' && <FailedMessage message={message} {...actions} />}
    </div>
  );
}
