import type { ConversationSummary } from '@sotto/client';
import { useCallback, useEffect, useRef } from 'react';
import { useClient } from '../client/use-client.ts';

const repeatMs = 4_000;
const idleMs = 5_000;

/** Tells the other person that one is typing, seldom enough, and that one has stopped. */
export function useTypingSignal(conversationId: ConversationSummary['conversationId']) {
  const client = useClient();
  const saidAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    if (saidAt.current === 0) return;
    saidAt.current = 0;
    client.setTyping(conversationId, false).catch(() => {});
  }, [client, conversationId]);

  const keep = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, idleMs);
    const now = Date.now();
    if (now - saidAt.current < repeatMs) return;
    saidAt.current = now;
    client.setTyping(conversationId, true).catch(() => {});
  }, [client, conversationId, stop]);

  useEffect(() => stop, [stop]);
  return { keep, stop };
}
