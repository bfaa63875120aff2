import type { ListedMessage } from '@sotto/client';
import { IconButton, previewText } from '@sotto/react';
import { List, Pin } from 'lucide-react';
import { useState } from 'react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { conversationText as text } from './text.ts';

type PinBarProps = {
  readonly pinned: readonly ListedMessage[];
  readonly onJump: (messageId: string) => void;
};

/** What was pinned, below the header: each click leads to the next one back in time. */
export function PinBar({ pinned, onJump }: PinBarProps) {
  const { show } = useOverlay();
  const [at, setAt] = useState(0);
  const index = at % Math.max(1, pinned.length);
  const pin = pinned[index];
  if (pin === undefined) return null;
  return (
    <div className="flex h-11 flex-none items-center gap-1 border-b border-line ps-2 pe-3">
      <button
        type="button"
        className="flex h-9 min-w-0 flex-1 items-center gap-3 rounded-lg px-2.5 text-start text-[0.8438rem] hover:bg-hover"
        onClick={() => {
          onJump(pin.messageId);
          setAt(index + 1);
        }}
      >
        <Pin className="size-4 flex-none text-accent-ink" aria-hidden="true" />
        <span className="flex-none font-semibold">
          {pinned.length === 1 ? text.pinned : text.pinnedOf(index + 1, pinned.length)}
        </span>
        <span className="truncate text-muted" dir="auto">
          {previewText(pin.preview)}
        </span>
      </button>
      {pinned.length > 1 && (
        <IconButton icon={List} label={text.allPinned} onClick={() => show({ kind: 'pinned', pinned })} />
      )}
    </div>
  );
}
