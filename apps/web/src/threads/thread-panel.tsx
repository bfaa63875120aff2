import type { AccountId, ConversationSummary, Self } from '@sotto/client';
import {
  Composer,
  type ComposerHandle,
  conversationName,
  IconButton,
  MessageBubble,
  PendingUploads,
  Timeline,
  timeInWords,
  useClient,
  useMessages,
  VoiceButton,
} from '@sotto/react';
import { Bell, BellOff, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { cardEntries } from '../cards/card-entries.ts';
import { useMessageHandlers } from '../conversation/use-message-handlers.ts';
import { fileEntry } from '../files/file-entry.ts';
import { mayWrite } from '../groups/may-write.ts';
import { useOverlay } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { threadsWebText as text } from './text.ts';

type ThreadPanelProps = {
  readonly conversation: ConversationSummary;
  readonly threadId: string;
  readonly self: Self;
  readonly onPerson: ((accountId: AccountId) => void) | undefined;
};

/** One thread, beside its conversation; alone where there is no room for both. */
export function ThreadPanel({ conversation, threadId, self, onPerson }: ThreadPanelProps) {
  const client = useClient();
  const { conversationId } = conversation;
  const messages = useMessages(conversationId, threadId);
  const composer = useRef<ComposerHandle>(null);
  const handlers = useMessageHandlers(conversationId, composer);
  const { show } = useOverlay();
  const [, go] = usePlace();
  const root = messages.timeline?.root ?? null;
  const [wished, setWished] = useState<boolean | null>(null);
  const followed = wished ?? root?.thread?.followed ?? false;
  const close = () => go(places.conversation(conversationId));
  const writable = conversation.kind !== 'group' || mayWrite(conversation.standing);
  const place = useMemo(() => ({ conversationId, threadId }), [conversationId, threadId]);
  const adds = useMemo(() => [fileEntry(place, show), ...cardEntries(place, show)], [place, show]);

  useEffect(() => composer.current?.focus(), []);

  const beginning = (
    <div className="grid gap-3 pt-4 pb-2">
      {root === null ? (
        <p className="text-center text-sm text-muted">{text.beginning}</p>
      ) : (
        <MessageBubble
          message={{ ...root, thread: null }}
          startsGroup
          endsGroup
          named={conversation.kind === 'group'}
          onRetry={() => {}}
          onDiscard={() => {}}
          onPerson={onPerson}
          onVersions={handlers.onVersions}
        />
      )}
      <p className="flex items-center gap-3 text-xs text-muted after:h-px after:flex-1 after:bg-line">
        {text.replies(root?.thread?.replies ?? 0)}
      </p>
    </div>
  );

  return (
    <aside
      aria-label={text.title}
      data-region="thread"
      className="flex min-h-0 min-w-0 flex-col border-line bg-surface max-lg:flex-1 lg:w-[24rem] lg:flex-none lg:border-s"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
    >
      <header className="flex h-16 flex-none items-center gap-1 border-b border-line ps-4 pe-3">
        <div className="grid min-w-0 flex-1">
          <h1 className="truncate text-[0.9375rem] font-semibold">{text.title}</h1>
          <p className="truncate text-[0.8125rem] text-muted">
            <bdi>{conversationName(conversation)}</bdi>
          </p>
        </div>
        <IconButton
          icon={followed ? Bell : BellOff}
          label={followed ? text.following : text.follow}
          title={followed ? text.followHint : text.followNot}
          aria-pressed={followed}
          onClick={() => {
            setWished(!followed);
            client.followThread(threadId, !followed).catch(() => setWished(null));
          }}
        />
        <IconButton icon={X} label={text.close} onClick={close} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col">
        <Timeline
          key={threadId}
          messages={messages}
          name={conversationName(conversation)}
          selfId={self.accountId}
          group={conversation.kind === 'group'}
          beginning={beginning}
          writable={writable}
          {...handlers}
          {...(onPerson === undefined ? {} : { onPerson })}
          onUndone={(content) => {
            if (content.kind === 'text') composer.current?.restore(content);
          }}
        />
      </div>
      {writable && (
        <div className="pt-2">
          <PendingUploads conversationId={conversationId} threadId={threadId} />
          <Composer
            key={threadId}
            ref={composer}
            conversationId={conversationId}
            threadId={threadId}
            conversation={conversation}
            items={messages.timeline?.items ?? []}
            disappears={
              conversation.expiresInSeconds === null ? null : timeInWords(conversation.expiresInSeconds)
            }
            name={conversationName(conversation)}
            adds={adds}
            voice={<VoiceButton conversationId={conversationId} threadId={threadId} />}
            onSend={messages.sendContent}
            onEdit={(messageId, markdown) => client.editMessage(messageId, markdown)}
          />
        </div>
      )}
    </aside>
  );
}
