import type { TimelinePlaceholder } from '@sotto/client';
import { CloudOff, Loader, Sparkles } from 'lucide-react';
import { clockTime } from '../text/clock-time.ts';
import { messageText } from './text.ts';

const signs = { 'asking-again': Loader, 'newer-version': Sparkles, refused: CloudOff } as const;

/** In the place of a message that cannot be shown yet: says why and what happens next. */
export function PlaceholderBubble({ placeholder }: { placeholder: TimelinePlaceholder }) {
  const Sign = signs[placeholder.cause];
  return (
    <div className="sotto-message" data-starts="true" data-ends="true">
      <div className="sotto-bubble" data-placeholder={placeholder.cause}>
        <Sign aria-hidden="true" />
        <span>{messageText.placeholders[placeholder.cause]}</span>
        <span className="sotto-meta">{clockTime(placeholder.at)}</span>
      </div>
    </div>
  );
}
