import type { ConversationSummary } from '@sotto/client';
import { conversationName, useClient } from '@sotto/react';
import { useEffect } from 'react';

/** What the tab says about itself, and whether somebody is looking at it. */
export function useAttention(
  conversations: readonly ConversationSummary[],
  openId: ConversationSummary['conversationId'] | null,
): void {
  const unread = conversations.reduce((sum, row) => sum + row.unread, 0);
  const open = conversations.find((row) => row.conversationId === openId);
  const name = open === undefined ? null : conversationName(open);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${name === null ? '' : `${name} · `}Sotto`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = unread > 0 ? '/icon-unread.svg' : '/icon.svg';
    return () => {
      document.title = 'Sotto';
    };
  }, [unread, name]);
  useBeingHere();
}

/** Presence and receipts depend on somebody really being here. */
function useBeingHere(): void {
  const client = useClient();
  useEffect(() => {
    let said: boolean | null = null;
    const say = () => {
      const here = document.visibilityState === 'visible' && document.hasFocus();
      if (here === said) return;
      said = here;
      client.setActive(here).catch(() => {});
    };
    say();
    const events = ['focus', 'blur'] as const;
    for (const event of events) window.addEventListener(event, say);
    document.addEventListener('visibilitychange', say);
    return () => {
      for (const event of events) window.removeEventListener(event, say);
      document.removeEventListener('visibilitychange', say);
    };
  }, [client]);
}
