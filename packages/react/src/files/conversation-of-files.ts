import type { ConversationId } from '@sotto/client';
import { createContext, use } from 'react';

/** The conversation whose files are shown, so that a player can lead back to it. */
export const ConversationOfFiles = createContext<ConversationId | null>(null);

export function useConversationId(): ConversationId | null {
  return use(ConversationOfFiles);
}
