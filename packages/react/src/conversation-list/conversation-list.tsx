import type { ConversationSummary } from '@sotto/client';
import { type KeyboardEvent, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { focusWhenDrawn } from '../focus/focus-when-drawn.ts';
import { ConversationRow } from './conversation-row.tsx';
import { conversationListText } from './text.ts';

type ConversationId = ConversationSummary['conversationId'];

type ConversationListProps = {
  readonly conversations: readonly ConversationSummary[];
  readonly openId: ConversationId | null;
  readonly hrefOf: (conversationId: ConversationId) => string;
  readonly onOpen: (conversationId: ConversationId) => void;
};

/** Every conversation, newest first: only what is in view is drawn. One tab stop; arrows move. */
export function ConversationList({ conversations, openId, hrefOf, onOpen }: ConversationListProps) {
  const list = useRef<VListHandle>(null);
  const frame = useRef<HTMLElement>(null);
  const [currentId, setCurrentId] = useState<ConversationId | null>(null);
  const wanted = currentId ?? openId;
  const found = conversations.findIndex((conversation) => conversation.conversationId === wanted);
  const current = Math.max(0, found);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = conversations.length - 1;
    const target = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const index = Math.min(last, Math.max(0, target));
    const id = conversations[index]?.conversationId;
    if (id === undefined) return;
    setCurrentId(id);
    list.current?.scrollToIndex(index, { align: 'nearest' });
    focusWhenDrawn(() =>
      frame.current?.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(id)}"]`),
    );
  };

  return (
    <nav
      ref={frame}
      className="sotto-conversations"
      aria-label={conversationListText.label}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setCurrentId(null);
      }}
    >
      <VList ref={list} data={conversations} keepMounted={[current]} bufferSize={300}>
        {(conversation, index) => (
          <ConversationRow
            key={conversation.conversationId}
            conversation={conversation}
            href={hrefOf(conversation.conversationId)}
            open={conversation.conversationId === openId}
            current={index === current}
            onOpen={onOpen}
          />
        )}
      </VList>
    </nav>
  );
}
