import type { ConversationId, GroupDetails, GroupDetailsHandle } from '@sotto/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './use-client.ts';

/** A group with its members, live; null until it has been read. The view is open while the component is. */
export function useGroupDetails(conversationId: ConversationId): GroupDetails | null {
  const client = useClient();
  const [handle, setHandle] = useState<GroupDetailsHandle | null>(null);

  useEffect(() => {
    const opened = client.openGroupDetails(conversationId);
    setHandle(opened);
    return () => {
      setHandle(null);
      opened.close();
    };
  }, [client, conversationId]);

  const subscribe = useCallback(
    (listener: () => void) => handle?.details.subscribe(listener) ?? (() => {}),
    [handle],
  );
  const current = useSyncExternalStore(subscribe, () => handle?.details.current ?? null);
  return current?.conversationId === conversationId ? current : null;
}
