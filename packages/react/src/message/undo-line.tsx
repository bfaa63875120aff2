import { useEffect, useState } from 'react';
import { messageText } from './text.ts';

/** Below a message that has not left yet: how long it can be taken back. */
export function UndoLine({ until, onUndo }: { readonly until: number; readonly onUndo: () => void }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((until - now) / 1000);
  if (seconds <= 0) return null;
  return (
    <p className="sotto-undo">
      <span aria-hidden="true">{messageText.leavesIn(seconds)}</span>
      <button type="button" className="sotto-link-button" onClick={onUndo}>
        {messageText.undo}
      </button>
    </p>
  );
}
