import { ArrowDown } from 'lucide-react';
import { timelineText } from './text.ts';

/** Back to the end, with how many messages came since one left it. */
export function JumpToLatest({ count, onJump }: { count: number; onJump: () => void }) {
  return (
    <button
      type="button"
      className="sotto-jump"
      aria-label={count === 0 ? timelineText.jumpToLatest : timelineText.jumpToLatestNew(count)}
      onClick={onJump}
    >
      {count > 0 && <span className="sotto-badge">{count}</span>}
      <ArrowDown aria-hidden="true" />
    </button>
  );
}
