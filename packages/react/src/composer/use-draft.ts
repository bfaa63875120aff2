import type { ConversationSummary } from '@sotto/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';

type ConversationId = ConversationSummary['conversationId'];

/** The unsent text of a conversation: restored when it is opened, kept at every keystroke. */
export function useDraft(conversationId: ConversationId) {
  const client = useClient();
  const [text, setText] = useState('');
  const touched = useRef(false);

  useEffect(() => {
    let current = true;
    client.getDraft(conversationId).then(
      (draft) => {
        if (current && !touched.current && draft !== '') setText(draft);
      },
      () => {},
    );
    return () => {
      current = false;
    };
  }, [client, conversationId]);

  const change = useCallback(
    (next: string) => {
      touched.current = true;
      setText(next);
      client.saveDraft(conversationId, next).catch(() => {
        // The text stays on screen; the next keystroke tries again.
      });
    },
    [client, conversationId],
  );

  return [text, change] as const;
}
