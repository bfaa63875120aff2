import type { ConversationSummary } from '@sotto/client';
import { BadgeCheck } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { ConversationAvatar } from '../avatar/conversation-avatar.tsx';
import { listTime } from '../text/clock-time.ts';
import { conversationName } from './conversation-name.ts';
import { RowPreview } from './row-preview.tsx';
import { conversationListText } from './text.ts';

type ConversationRowProps = {
  readonly conversation: ConversationSummary;
  readonly href: string;
  readonly open: boolean;
  /** Tab enters the list here. */
  readonly current: boolean;
  readonly onOpen: (conversationId: ConversationSummary['conversationId']) => void;
};

/** Two lines: who and when, what and how many. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, href, open, current, onOpen } = props;
  const { lastMessage, unread, unreadMentions } = conversation;
  const verified = conversation.kind === 'direct' && conversation.person.verified;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(conversation.conversationId);
  };
  return (
    <a
      className="sotto-row"
      href={href}
      data-conversation={conversation.conversationId}
      aria-current={open ? 'page' : undefined}
      data-unread={unread > 0 || undefined}
      tabIndex={current ? 0 : -1}
      onClick={onClick}
    >
      <ConversationAvatar conversation={conversation} presence />
      <span className="sotto-row-main">
        <span className="sotto-row-line">
          <span className="sotto-row-name">
            <bdi>{conversationName(conversation)}</bdi>
            {verified && <BadgeCheck aria-label={conversationListText.verified} />}
          </span>
          {lastMessage !== null && (
            <time className="sotto-row-time" dateTime={new Date(lastMessage.at).toISOString()}>
              {listTime(lastMessage.at, Date.now(), conversationListText.yesterday)}
            </time>
          )}
        </span>
        <span className="sotto-row-line">
          <span className="sotto-row-preview">
            <RowPreview conversation={conversation} open={open} />
          </span>
          {unreadMentions > 0 && (
            <span className="sotto-badge" data-kind="mention">
              <span aria-hidden="true">@</span>
              <span className="sotto-visually-hidden">{conversationListText.mentions(unreadMentions)}</span>
            </span>
          )}
          {unread > 0 && (
            <span className="sotto-badge">
              <span aria-hidden="true">{unread > 999 ? '999+' : unread}</span>
              <span className="sotto-visually-hidden">{conversationListText.unread(unread)}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
});
