import type { TimelineMessage } from '@sotto/client';
import { CircleAlert } from 'lucide-react';
import type { MessageActions } from './message-actions.ts';
import { messageText } from './text.ts';

/** Why a message was not sent, and its repairs, in its place. */
export function FailedMessage({
  message,
  onRetry,
  onDiscard,
  onReview,
}: MessageActions & { message: TimelineMessage }) {
  const reason = message.failure === null ? messageText.failedUnknown : messageText.failures[message.failure];
  const reviewable = message.failure === 'identity-changed' && onReview !== undefined;
  return (
    <div className="sotto-failed">
      <CircleAlert aria-hidden="true" />
      <span>{reason}</span>
      {reviewable && (
        <button type="button" className="sotto-link-button" onClick={onReview}>
          {messageText.review}
        </button>
      )}
      {!reviewable && repeatable(message.failure) && (
        <button type="button" className="sotto-link-button" onClick={() => onRetry(message.id)}>
          {messageText.retry}
        </button>
      )}
      <button type="button" className="sotto-link-button" onClick={() => onDiscard(message.id)}>
        {messageText.discard}
      </button>
    </div>
  );
}

/** Whether sending the same once more can go better. */
function repeatable(failure: TimelineMessage['failure']): boolean {
  return failure !== 'too-long' && failure !== 'not-a-member';
}
