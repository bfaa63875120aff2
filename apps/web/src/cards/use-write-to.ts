import type { AccountId } from '@sotto/client';
import { useClient } from '@sotto/react';
import { useCallback } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';

/** Opens the conversation with somebody whose card one was sent. */
export function useWriteTo(): (accountId: AccountId) => void {
  const client = useClient();
  const [, go] = usePlace();
  return useCallback(
    (accountId) => {
      client.openDirectConversation(accountId).then(
        (conversationId) => go(places.conversation(conversationId)),
        () => {},
      );
    },
    [client, go],
  );
}
