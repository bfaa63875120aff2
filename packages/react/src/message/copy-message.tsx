import { Check, Copy } from 'lucide-react';
import { useCopy } from '../text/use-copy.ts';
import { messageText } from './text.ts';

/** Beside a message while it is pointed at or focused. */
export function CopyMessage({ text }: { text: string }) {
  const [copied, copy] = useCopy();
  const label = copied ? messageText.copied : messageText.copy;
  return (
    <div className="sotto-message-actions">
      <button
        type="button"
        className="sotto-icon-button"
        aria-label={label}
        title={label}
        tabIndex={-1}
        onClick={() => copy(text)}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </button>
    </div>
  );
}
