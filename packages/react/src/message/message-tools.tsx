import type { TimelineMessage } from '@sotto/client';
import { Check, Copy, Info } from 'lucide-react';
import { useCopy } from '../text/use-copy.ts';
import { messageText } from './text.ts';

type MessageToolsProps = {
  readonly message: TimelineMessage;
  readonly onReceipts?: ((messageId: string) => void) | undefined;
};

/** Beside a message while it is pointed at or focused. */
export function MessageTools({ message, onReceipts }: MessageToolsProps) {
  const [copied, copy] = useCopy();
  const label = copied ? messageText.copied : messageText.copy;
  return (
    <div className="sotto-message-actions">
      {message.receipts !== null && onReceipts !== undefined && (
        <button
          type="button"
          className="sotto-icon-button"
          aria-label={messageText.receipts}
          title={messageText.receipts}
          tabIndex={-1}
          onClick={() => onReceipts(message.id)}
        >
          <Info aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className="sotto-icon-button"
        aria-label={label}
        title={label}
        tabIndex={-1}
        onClick={() => copy(message.text)}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </button>
    </div>
  );
}
