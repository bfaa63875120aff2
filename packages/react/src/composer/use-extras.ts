import { type DraftExtras, type DraftPlace, noDraftExtras } from '@sotto/client';
import { useCallback, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';

/** What goes along with what is being written; every change is kept with the draft of that place. */
export function useExtras({ conversationId, threadId = null }: DraftPlace) {
  const client = useClient();
  const [extras, setExtras] = useState(noDraftExtras);
  const newest = useRef(noDraftExtras);
  const changed = useRef(false);

  const show = useCallback((next: DraftExtras) => {
    newest.current = next;
    setExtras(next);
  }, []);

  /** Shows what was kept, unless there is something newer. */
  const takeKept = useCallback(
    (kept: DraftExtras) => {
      if (!changed.current) show(kept);
    },
    [show],
  );

  const change = useCallback(
    (some: Partial<DraftExtras>) => {
      changed.current = true;
      const next = { ...newest.current, ...some };
      const { linkPreview, expiresInSeconds } = newest.current;
      if (next.linkPreview === linkPreview && next.expiresInSeconds === expiresInSeconds) return;
      show(next);
      client.keepDraftExtras({ conversationId, threadId }, next).catch(() => {
        // They stay on screen and go along with the text.
      });
    },
    [client, conversationId, threadId, show],
  );

  return { extras, change, takeKept };
}
