import type {
  ConversationSummary,
  OutgoingContent,
  SendOptions,
  Timeline,
  TimelineHandle,
} from '@sotto/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './use-client.ts';

type ConversationId = ConversationSummary['conversationId'];

export type Messages = {
  /** Null until the first page has been read. */
  readonly timeline: Timeline | null;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  /** Shows the window around a message. False: it is not here. */
  readonly jumpTo: (messageId: string) => Promise<boolean>;
  readonly jumpToLatest: () => Promise<void>;
  readonly send: (text: string, options?: SendOptions) => Promise<{ messageId: string }>;
  readonly sendContent: (content: OutgoingContent, options?: SendOptions) => Promise<{ messageId: string }>;
  /** Takes a message back that has not left yet; `null` when it has. */
  readonly undo: (messageId: string) => Promise<OutgoingContent | null>;
  readonly retry: (messageId: string) => Promise<void>;
  readonly discard: (messageId: string) => Promise<void>;
  readonly markRead: (throughItemId: string) => Promise<void>;
};

/**
 * One conversation, or one of its threads, live, with what can be done in it. The window is open while the
 * component is.
 */
export function useMessages(conversationId: ConversationId, threadId: string | null = null): Messages {
  const client = useClient();
  const [handle, setHandle] = useState<TimelineHandle | null>(null);

  useEffect(() => {
    const opened = client.openTimeline(conversationId, threadId === null ? {} : { threadId });
    setHandle(opened);
    return () => {
      setHandle(null);
      opened.close();
    };
  }, [client, conversationId, threadId]);

  const subscribe = useCallback(
    (listener: () => void) => handle?.timeline.subscribe(listener) ?? (() => {}),
    [handle],
  );
  const current = useSyncExternalStore(subscribe, () => handle?.timeline.current ?? null);
  const timeline =
    current?.conversationId === conversationId && current.threadId === threadId ? current : null;

  return {
    timeline,
    loadOlder: useCallback(async () => handle?.loadOlder(), [handle]),
    loadNewer: useCallback(async () => handle?.loadNewer(), [handle]),
    jumpTo: useCallback(async (messageId) => (await handle?.jumpTo(messageId)) ?? false, [handle]),
    jumpToLatest: useCallback(async () => handle?.jumpToLatest(), [handle]),
    send: useCallback(
      (text, options) =>
        client.sendMessage(conversationId, text, threadId === null ? options : { ...options, threadId }),
      [client, conversationId, threadId],
    ),
    sendContent: useCallback(
      (content, options) =>
        client.sendContent(conversationId, content, threadId === null ? options : { ...options, threadId }),
      [client, conversationId, threadId],
    ),
    undo: useCallback((messageId) => client.undoSend(messageId), [client]),
    retry: useCallback((messageId) => client.retryMessage(messageId), [client]),
    discard: useCallback((messageId) => client.discardMessage(messageId), [client]),
    markRead: useCallback(
      (throughItemId) => client.markRead(conversationId, throughItemId),
      [client, conversationId],
    ),
  };
}
