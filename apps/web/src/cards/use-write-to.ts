import type { AccountId } from '@sotto/client';
import { useClient } from '@sotto/react';
import { useCallback } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';

/** Opens the conversation with somebody whose card one was sent. */
export function useWriteTo(): (accountId: AccountId) => Promise<void> {
  const client = useClient();
  const [, go] = usePlace();
  return useCallback(
    async (accountId) => go(places.conversation(await client.openDirectConversation(accountId))),
    [client, go],
  );
}
