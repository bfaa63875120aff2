import { Forward } from 'lucide-react';
import { messageText } from './text.ts';

const oftenFrom = 5;

/** Above what was passed on: not written by its sender. */
export function ForwardMark({ forwards }: { readonly forwards: number }) {
  return (
    <p className="sotto-forward-mark">
      <Forward aria-hidden="true" />
      {forwards >= oftenFrom ? messageText.forwardedOften : messageText.forwarded}
    </p>
  );
}
