import type { ConversationId } from '@sotto/client';

export type CardKind = 'poll' | 'location' | 'contact' | 'event';

/** Where a card is to be sent. */
export type CardPlace = { readonly conversationId: ConversationId; readonly threadId?: string | undefined };
