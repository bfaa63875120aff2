import type { DraftExtras, DraftPlace } from '@sotto/client';
import { useCallback, useRef, useState } from 'react';
import { useClient } from '../client/use-client.ts';

export const noExtras: DraftExtras = { linkPreview: null, expiresInSeconds: undefined };

/** What goes along with what is being written; every change is kept with the draft of that place. */
export function useExtras({ conversationId, threadId = null }: DraftPlace) {
  const client = useClient();
  const [extras, setExtras] = useState(noExtras);
  const newest = useRef(noExtras);
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
      show({ ...newest.current, ...some });
      client.keepDraftExtras({ conversationId, threadId }, newest.current).catch(() => {
        // They stay on screen and go along with the text.
      });
    },
    [client, conversationId, threadId, show],
  );

  return { extras, change, takeKept };
}
