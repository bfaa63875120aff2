import type { ConversationId } from '@sotto/client';
import type { AddEntry } from '@sotto/react';
import { Images } from 'lucide-react';
import type { OverlayState } from '../overlay/overlay-state.ts';
import { entryText } from './entry-text.ts';

/** How files get into a message from the composer's menu: what may be sent is said before one chooses. */
export function fileEntry(
  place: { readonly conversationId: ConversationId; readonly threadId?: string },
  show: OverlayState['show'],
): AddEntry {
  return {
    id: 'files',
    label: entryText.files,
    icon: Images,
    onPick: () => show({ kind: 'send-files', ...place, files: [] }),
  };
}
