import { Sparkles } from 'lucide-react';
import { messageText } from './text.ts';

/** In the place of a part that this version does not know: it is kept, and said so. */
export function UnknownContent() {
  return (
    <p className="sotto-unknown">
      <Sparkles aria-hidden="true" />
      {messageText.unknownPart}
    </p>
  );
}
