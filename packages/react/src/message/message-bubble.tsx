import type { TimelineMessage } from '@sotto/client';
import { useState } from 'react';
import { Markdown } from '../markdown/markdown.tsx';
import { CopyMessage } from './copy-message.tsx';
import { FailedMessage } from './failed-message.tsx';
import { beginning } from './long-text.ts';
import type { MessageActions } from './message-actions.ts';
import { MessageMeta, MetaRoom } from './message-meta.tsx';
import { onlyEmoji } from './only-emoji.ts';
import { messageText } from './text.ts';

type MessageBubbleProps = MessageActions & {
  readonly message: TimelineMessage;
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
};

/** One message with its text, time, ticks and what can be done about it. */
export function MessageBubble({ message, startsGroup, endsGroup, ...actions }: MessageBubbleProps) {
  const [whole, setWhole] = useState(false);
  const start = beginning(message.text);
  const text = start === null || whole ? message.text : start;
  const emoji = onlyEmoji(message.text);
  return (
    <div
      className="sotto-message"
      data-mine={message.mine || undefined}
      data-state={message.state}
      data-starts={startsGroup || undefined}
      data-ends={endsGroup || undefined}
    >
      {message.gapBefore && <p className="sotto-message-gap">{messageText.gapBefore}</p>}
      <div className="sotto-message-line">
        <div className="sotto-bubble" data-emoji={emoji || undefined}>
          {start === null ? (
            <Markdown
              text={text}
              trailing={<MetaRoom message={message} />}
              after={<MessageMeta message={message} />}
            />
          ) : (
            <>
              <Markdown text={text} />
              <div className="sotto-bubble-foot">
                <button type="button" className="sotto-link-button" onClick={() => setWhole(!whole)}>
                  {whole ? messageText.showLess : messageText.showMore}
                </button>
                <MessageMeta message={message} />
              </div>
            </>
          )}
        </div>
        <CopyMessage text={message.text} />
      </div>
      {message.state === 'failed' && <FailedMessage message={message} {...actions} />}
    </div>
  );
}
