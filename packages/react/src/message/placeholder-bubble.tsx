import type { TimelinePlaceholder } from '@sotto/client';
import { CloudOff, Loader, Sparkles } from 'lucide-react';
import { clockTime } from '../text/clock-time.ts';
import type { MessageActions } from './message-actions.ts';
import { SenderAvatar, SenderName } from './message-sender.tsx';
import { messageText } from './text.ts';

const signs = { 'asking-again': Loader, 'newer-version': Sparkles, refused: CloudOff } as const;

type PlaceholderBubbleProps = Pick<MessageActions, 'onPerson'> & {
  readonly placeholder: TimelinePlaceholder;
  /** Several people write here: it says who. */
  readonly named?: boolean;
};

/** In the place of a message that cannot be shown yet: says why and what happens next. */
export function PlaceholderBubble({ placeholder, named = false, onPerson }: PlaceholderBubbleProps) {
  const Sign = signs[placeholder.cause];
  const { senderId, senderName } = placeholder;
  return (
    <div className="sotto-message" data-named={named || undefined} data-starts="true" data-ends="true">
      <div className="sotto-message-line">
        {named && <SenderAvatar senderId={senderId} senderName={senderName} onPerson={onPerson} />}
        <div className="sotto-bubble" data-placeholder={placeholder.cause}>
          <Sign aria-hidden="true" />
          <div>
            {named && <SenderName senderId={senderId} senderName={senderName} />}
            {messageText.placeholders[placeholder.cause]}
          </div>
          <span className="sotto-meta">{clockTime(placeholder.at)}</span>
        </div>
      </div>
    </div>
  );
}
