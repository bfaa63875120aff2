import type { ListedMessage } from '@sotto/client';
import { IconButton, useClient } from '@sotto/react';
import { Star, StarOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ListedMessages } from './listed-messages.tsx';
import { starredText as text } from './text.ts';

/** What this person wants to find again. */
export function StarredSheet({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const [starred, setStarred] = useState<readonly ListedMessage[] | null>(null);
  useEffect(() => {
    client.starredMessages().then(setStarred, () => setStarred([]));
  }, [client]);
  const remove = (messageId: string) => {
    setStarred((before) => before?.filter((one) => one.messageId !== messageId) ?? null);
    client.setStarred(messageId, false).catch(() => {});
  };
  return (
    <OverlayDialog title={text.title} onClose={onClose} shape="sheet">
      {starred?.length === 0 && <EmptyState icon={Star} title={text.none} text={text.noneText} />}
      {starred !== null && starred.length > 0 && (
        <ListedMessages
          messages={starred}
          onClose={onClose}
          action={({ messageId }) => (
            <IconButton icon={StarOff} label={text.remove} onClick={() => remove(messageId)} />
          )}
        />
      )}
    </OverlayDialog>
  );
}
