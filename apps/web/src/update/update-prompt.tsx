import { Sparkles } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { updateText } from './text.ts';
import { updates } from './updates.ts';

/** Offers a new version. Drafts are kept at every keystroke, so that nothing is lost by accepting. */
export function UpdatePrompt() {
  const ready = useSyncExternalStore(updates.subscribe, () => updates.ready);
  const [later, setLater] = useState(false);
  return (
    <div role="status" className={ready && !later ? 'flex-none' : 'sotto-visually-hidden'}>
      {ready && !later && (
        <p className="flex min-h-11 flex-wrap items-center justify-center gap-2 bg-selected px-4 py-1.5 text-[0.8125rem]">
          <Sparkles className="size-4 text-accent-ink" aria-hidden="true" />
          {updateText.ready} {updateText.draftsSafe}
          <Button size="small" onClick={() => updates.apply()}>
            {updateText.reload}
          </Button>
          <Button size="small" look="text" onClick={() => setLater(true)}>
            {updateText.later}
          </Button>
        </p>
      )}
    </div>
  );
}
