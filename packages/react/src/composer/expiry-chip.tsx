import { Timer, X } from 'lucide-react';
import { timeInWords } from '../text/time-in-words.ts';
import { composerText } from './text.ts';

type ExpiryChipProps = {
  /** `null`: it stays, whatever the conversation says. */
  readonly seconds: number | null;
  readonly onRemove: () => void;
};

/** Says, before it is sent, that this message disappears or does not. */
export function ExpiryChip({ seconds, onRemove }: ExpiryChipProps) {
  return (
    <div className="sotto-composer-chips">
      <span className="sotto-chip" role="status">
        <Timer aria-hidden="true" />
        {seconds === null ? composerText.stays : composerText.disappears(timeInWords(seconds))}
        <button
          type="button"
          aria-label={composerText.expiryOff}
          title={composerText.expiryOff}
          onClick={onRemove}
        >
          <X aria-hidden="true" />
        </button>
      </span>
    </div>
  );
}
