import type { ConversationId, TimelineMessage } from '@sotto/client';
import type { ComposerHandle } from '@sotto/react';
import { type RefObject, useMemo } from 'react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';

/** What the commands of a message lead to: the composer below it, a dialog, or the thread beside it. */
export function useMessageHandlers(
  conversationId: ConversationId,
  composer: RefObject<ComposerHandle | null>,
) {
  const { show } = useOverlay();
  const [, go] = usePlace();
  return useMemo(
    () => ({
      onReply: (message: TimelineMessage) => composer.current?.reply(message),
      onEdit: (message: TimelineMessage) => composer.current?.edit(message),
      onForward: (message: TimelineMessage) => show({ kind: 'forward', message }),
      onDelete: (message: TimelineMessage) => show({ kind: 'delete-message', message }),
      onVersions: (messageId: string) => show({ kind: 'versions', messageId }),
      onThread: (messageId: string) => go(places.thread(conversationId, messageId)),
      onReceipts: (messageId: string) => show({ kind: 'receipts', conversationId, messageId }),
    }),
    [conversationId, composer, show, go],
  );
}
