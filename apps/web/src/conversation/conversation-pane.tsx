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
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { ConversationFiles } from '../files/conversation-files.tsx';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ConversationFoot } from './conversation-foot.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { detailsOverlay } from './details-overlay.ts';
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
  const kind = conversation?.kind ?? 'direct';
  const onDetails = useCallback(
    () => show(detailsOverlay(kind, conversationId)),
    [show, kind, conversationId],
  );
  const onPerson = useCallback(
    (accountId: AccountId) => show({ kind: 'group', conversationId, member: accountId }),
    [show, conversationId],
  );
  const onReceipts = useCallback(
    (messageId: string) => show({ kind: 'receipts', conversationId, messageId }),
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
        className="flex min-h-0 min-w-0 flex-1 flex-col"
        aria-label={conversationName(conversation)}
        onKeyDown={onKeyDown}
      >
        <ConversationHeader conversation={conversation} onDetails={onDetails} />
        <div className="flex min-h-0 flex-1 flex-col" data-region="timeline">
          <Timeline
            messages={messages}
            name={conversationName(conversation)}
            selfId={self.accountId}
            beginning={<SecurityLine conversation={conversation} onDetails={onDetails} />}
            onReview={onDetails}
            {...(group ? { group, onPerson, onReceipts } : {})}
          />
        </div>
        <TypingIndicator typists={typistsOf(conversation)} />
        <ConversationFoot
          conversation={conversation}
          composer={composer}
          onDetails={onDetails}
          onSend={messages.send}
        />
      </section>
    </ConversationFiles>
  );
}
