import type { AccountId, ConversationSummary, Self } from '@sotto/client';
import {
  type ComposerHandle,
  conversationName,
  SecurityLine,
  Timeline,
  TypingIndicator,
  typistsOf,
  useMessages,
} from '@sotto/react';
import { MessageCircleOff } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ConversationFiles } from '../files/conversation-files.tsx';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { messageAt, places, threadAt } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ConversationFoot } from './conversation-foot.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { detailsOverlay } from './details-overlay.ts';
import { PinBar } from './pin-bar.tsx';
import { conversationText } from './text.ts';
import { useMessageHandlers } from './use-message-handlers.ts';

const ThreadPanel = lazy(async () => ({
  default: (await import('../threads/thread-panel.tsx')).ThreadPanel,
}));

type ConversationPaneProps = {
  readonly conversationId: ConversationSummary['conversationId'];
  readonly conversation: ConversationSummary | undefined;
  readonly self: Self;
};

/** One conversation: what was said and where one answers. */
export function ConversationPane({ conversationId, conversation, self }: ConversationPaneProps) {
  const [place, go] = usePlace();
  const { show } = useOverlay();
  const messages = useMessages(conversationId);
  const composer = useRef<ComposerHandle>(null);
  const { onReceipts, ...handlers } = useMessageHandlers(conversationId, composer);
  const threadId = threadAt(place);
  const [jump, setJump] = useState<{ messageId: string; at: number } | null>(null);
  const linked = messageAt(place);
  useEffect(() => {
    if (linked !== null) setJump({ messageId: linked, at: Date.now() });
  }, [linked]);
  const kind = conversation?.kind ?? 'direct';
  const onDetails = useCallback(
    () => show(detailsOverlay(kind, conversationId)),
    [show, kind, conversationId],
  );
  const onPerson = useCallback(
    (accountId: AccountId) => show({ kind: 'group', conversationId, member: accountId }),
    [show, conversationId],
  );

  // Coming here means wanting to write, unless that would raise a keyboard over what one came to read.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) composer.current?.focus();
  }, []);

  if (conversation === undefined) {
    return (
      <EmptyState
        icon={MessageCircleOff}
        title={conversationText.missingTitle}
        text={conversationText.missingText}
      >
        <Button onClick={() => go(places.home)}>{conversationText.toList}</Button>
      </EmptyState>
    );
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (event.target as HTMLElement).tagName !== 'TEXTAREA') {
      composer.current?.focus();
    }
  };
  const group = kind === 'group';
  const sending = conversation.kind !== 'group' || mayWrite(conversation.standing);
  return (
    <ConversationFiles conversationId={conversationId} sending={sending}>
      <section
        className={`flex min-h-0 min-w-0 flex-1 flex-col ${threadId === null ? '' : 'max-lg:hidden'}`}
        aria-label={conversationName(conversation)}
        onKeyDown={onKeyDown}
      >
        <ConversationHeader conversation={conversation} onDetails={onDetails} />
        {messages.timeline !== null && messages.timeline.pinned.length > 0 && (
          <PinBar
            pinned={messages.timeline.pinned}
            onJump={(messageId) => setJump({ messageId, at: Date.now() })}
          />
        )}
        <div className="flex min-h-0 flex-1 flex-col" data-region="timeline">
          <Timeline
            messages={messages}
            name={conversationName(conversation)}
            selfId={self.accountId}
            beginning={<SecurityLine conversation={conversation} onDetails={onDetails} />}
            onReview={onDetails}
            writable={sending}
            jump={jump}
            {...handlers}
            {...(group ? { group, onPerson, onReceipts } : {})}
            onUndone={(content) => {
              if (content.kind === 'text') composer.current?.restore(content);
            }}
          />
        </div>
        <TypingIndicator typists={typistsOf(conversation)} />
        <ConversationFoot
          conversation={conversation}
          composer={composer}
          onDetails={onDetails}
          messages={messages}
        />
      </section>
      {threadId !== null && (
        <Suspense>
          <ThreadPanel
            key={threadId}
            conversation={conversation}
            threadId={threadId}
            self={self}
            onPerson={group ? onPerson : undefined}
          />
        </Suspense>
      )}
    </ConversationFiles>
  );
}
