import { Ban } from 'lucide-react';
import { safeName } from '../text/safe-name.ts';
import { messageText } from './text.ts';

/** In the place of a message that its sender deleted for everybody. */
export function Tombstone({ mine, senderName }: { readonly mine: boolean; readonly senderName: string }) {
  return (
    <p className="sotto-tombstone">
      <Ban aria-hidden="true" />
      {mine ? messageText.youDeleted : messageText.deleted(safeName(senderName))}
    </p>
  );
}
