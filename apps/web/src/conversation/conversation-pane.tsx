import type { ConversationSummary, Self } from '@sotto/client';
import {
  Composer,
  type ComposerHandle,
  conversationName,
  SecurityLine,
  safeName,
  Timeline,
  TypingIndicator,
  useMessages,
} from '@sotto/react';
import { MessageCircleOff } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { IdentityBar } from './identity-bar.tsx';
import { conversationText } from './text.ts';

type ConversationPaneProps = {
  readonly conversationId: ConversationSummary['conversationId'];
  readonly conversation: ConversationSummary | undefined;
  readonly self: Self;
};

/** One conversation: what was said and where one answers. */
export function ConversationPane({ conversationId, conversation, self }: ConversationPaneProps) {
  const [, go] = usePlace();
  const { show } = useOverlay();
  const messages = useMessages(conversationId);
  const composer = useRef<ComposerHandle>(null);
  const onDetails = useCallback(() => show({ kind: 'details', conversationId }), [show, conversationId]);

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

  const notes = conversation.kind === 'note-to-self';
  const { person } = conversation;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (event.target as HTMLElement).tagName !== 'TEXTAREA') {
      composer.current?.focus();
    }
  };
  return (
    <section
      className="flex min-h-0 min-w-0 flex-1 flex-col"
      aria-label={conversationName(conversation)}
      onKeyDown={onKeyDown}
    >
      <ConversationHeader conversation={conversation} onDetails={onDetails} />
      <div className="flex min-h-0 flex-1 flex-col" data-region="timeline">
        <Timeline
          messages={messages}
          person={person}
          selfId={self.accountId}
          beginning={<SecurityLine person={person} notes={notes} onDetails={onDetails} />}
          onReview={onDetails}
        />
      </div>
      <TypingIndicator name={safeName(person.displayName)} typing={conversation.typing && !notes} />
      {person.identityChanged && <IdentityBar person={person} onCompare={onDetails} />}
      <div data-region="composer">
        <Composer
          ref={composer}
          conversationId={conversationId}
          name={conversationName(conversation)}
          notes={notes}
          onSend={messages.send}
        />
      </div>
    </section>
  );
}
