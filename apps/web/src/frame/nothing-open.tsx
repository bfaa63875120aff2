import type { Self } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { Bookmark, MessageCircle, SquarePen, UserPlus } from 'lucide-react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { frameText } from './text.ts';

/** Where a conversation would be: for a newcomer, the first things to do. */
export function NothingOpen({ self, first }: { self: Self; first: boolean }) {
  const client = useClient();
  const [, go] = usePlace();
  const { show } = useOverlay();
  const mayInvite = self.role !== 'member';
  const note = async () => go(places.conversation(await client.openNoteToSelf()));
  return (
    <div className="flex flex-1 max-md:hidden">
      {first ? (
        <EmptyState
          icon={MessageCircle}
          title={frameText.welcomeTitle(safeName(self.organisationName))}
          text={mayInvite ? frameText.welcomeTextOwner : frameText.welcomeText}
        >
          {mayInvite ? (
            <Button onClick={() => show({ kind: 'invite' })}>
              <UserPlus className="size-4" aria-hidden="true" />
              {frameText.invite}
            </Button>
          ) : (
            <Button onClick={() => show({ kind: 'new-conversation' })}>
              <SquarePen className="size-4" aria-hidden="true" />
              {frameText.start}
            </Button>
          )}
          <Button look="quiet" onClick={() => void note()}>
            <Bookmark className="size-4" aria-hidden="true" />
            {frameText.writeNote}
          </Button>
        </EmptyState>
      ) : (
        <EmptyState
          icon={MessageCircle}
          title={frameText.nothingOpenTitle}
          text={frameText.nothingOpenText}
        />
      )}
    </div>
  );
}
