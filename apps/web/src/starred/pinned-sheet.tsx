import type { ListedMessage } from '@sotto/client';
import { IconButton, useClient } from '@sotto/react';
import { PinOff } from 'lucide-react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { ListedMessages } from './listed-messages.tsx';
import { starredText as text } from './text.ts';

type PinnedSheetProps = { readonly pinned: readonly ListedMessage[]; readonly onClose: () => void };

/** What everybody of a conversation has at hand. */
export function PinnedSheet({ pinned, onClose }: PinnedSheetProps) {
  const client = useClient();
  const [shown, setShown] = useState(pinned);
  const unpin = (messageId: string) => {
    const rest = shown.filter((one) => one.messageId !== messageId);
    setShown(rest);
    client.setPinned(messageId, false).catch(() => {});
    if (rest.length === 0) onClose();
  };
  return (
    <OverlayDialog title={text.pinnedTitle} onClose={onClose} shape="sheet">
      <ListedMessages
        messages={shown}
        onClose={onClose}
        action={({ messageId }) => (
          <IconButton icon={PinOff} label={text.unpin} onClick={() => unpin(messageId)} />
        )}
      />
    </OverlayDialog>
  );
}
