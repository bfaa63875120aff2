import type { ConversationSummary, Self } from '@sotto/client';
import { ConversationList, IconButton, safeName } from '@sotto/react';
import { MessagesSquare, Search, SquarePen } from 'lucide-react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { hrefOf, places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { arrival } from '../welcome/arrival.ts';
import { Shelf } from './shelf.tsx';
import { frameText } from './text.ts';

type SidebarProps = {
  readonly self: Self;
  readonly conversations: readonly ConversationSummary[];
  readonly openId: ConversationSummary['conversationId'] | null;
};

/** Who one writes with. */
export function Sidebar({ self, conversations, openId }: SidebarProps) {
  const [, go] = usePlace();
  const { show } = useOverlay();
  const mayInvite = self.role !== 'member';
  return (
    <aside
      data-region="conversations"
      className={`flex min-h-0 flex-col border-line bg-canvas max-md:flex-1 md:w-[21.5rem] md:flex-none md:border-e ${openId === null ? '' : 'max-md:hidden'}`}
    >
      <header className="flex h-16 flex-none items-center justify-between gap-2 ps-4.5 pe-3">
        <h1 className="truncate text-[1.125rem] font-semibold tracking-[-0.015em]">
          <bdi>{safeName(self.organisationName)}</bdi>
        </h1>
        <IconButton
          icon={SquarePen}
          label={frameText.newConversation}
          keys="Alt N"
          onClick={() => show({ kind: 'new-conversation' })}
        />
      </header>
      <div className="flex-none px-3 pb-2.5">
        <button
          type="button"
          onClick={() => show({ kind: 'palette' })}
          className="flex h-9 w-full items-center gap-2.5 rounded-[0.625rem] bg-hover px-3 text-sm text-muted transition-colors hover:bg-selected"
        >
          <Search className="size-4" aria-hidden="true" />
          {frameText.search}
          <kbd className="ms-auto font-sans text-xs text-muted max-md:hidden">{frameText.keysPalette}</kbd>
        </button>
      </div>
      {conversations.length === 0 ? (
        <EmptyState
          icon={MessagesSquare}
          title={arrival.bySignIn ? frameText.newDeviceTitle : frameText.emptyListTitle}
          text={arrival.bySignIn ? frameText.newDeviceText : frameText.emptyListText}
        >
          <Button className="md:hidden" onClick={() => show({ kind: 'new-conversation' })}>
            {frameText.start}
          </Button>
          {mayInvite && (
            <Button className="md:hidden" look="quiet" onClick={() => show({ kind: 'invite' })}>
              {frameText.invite}
            </Button>
          )}
        </EmptyState>
      ) : (
        <>
          <Shelf />
          <ConversationList
            conversations={conversations}
            openId={openId}
            hrefOf={(id) => hrefOf(places.conversation(id))}
            onOpen={(id) => go(places.conversation(id))}
          />
        </>
      )}
    </aside>
  );
}
