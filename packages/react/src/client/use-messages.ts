import type { ConversationSummary, Timeline, TimelineHandle } from '@sotto/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './use-client.ts';

type ConversationId = ConversationSummary['conversationId'];

export type Messages = {
  /** Null until the first page has been read. */
  readonly timeline: Timeline | null;
  readonly loadOlder: () => Promise<void>;
  readonly send: (text: string) => Promise<{ messageId: string }>;
  readonly retry: (messageId: string) => Promise<void>;
  readonly discard: (messageId: string) => Promise<void>;
  readonly markRead: (throughItemId: string) => Promise<void>;
};

/** One conversation, live, with what can be done in it. The window is open while the component is. */
export function useMessages(conversationId: ConversationId): Messages {
  const client = useClient();
  const [handle, setHandle] = useState<TimelineHandle | null>(null);

  useEffect(() => {
    const opened = client.openTimeline(conversationId);
    setHandle(opened);
    return () => {
      setHandle(null);
      opened.close();
    };
  }, [client, conversationId]);

  const subscribe = useCallback(
    (listener: () => void) => handle?.timeline.subscribe(listener) ?? (() => {}),
    [handle],
  );
  const current = useSyncExternalStore(subscribe, () => handle?.timeline.current ?? null);
  const timeline = current?.conversationId === conversationId ? current : null;

  return {
    timeline,
    loadOlder: useCallback(async () => handle?.loadOlder(), [handle]),
    send: useCallback((text) => client.sendMessage(conversationId, text), [client, conversationId]),
    retry: useCallback((messageId) => client.retryMessage(messageId), [client]),
    discard: useCallback((messageId) => client.discardMessage(messageId), [client]),
    markRead: useCallback(
      (throughItemId) => client.markRead(conversationId, throughItemId),
      [client, conversationId],
    ),
  };
}
