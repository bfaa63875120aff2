import type {
  AccountId,
  ConversationId,
  ListedMessage,
  OutgoingContent,
  SendOptions,
  TimelineMessage,
} from '@sotto/client';
import { createContext, use } from 'react';
import type { CardKind, CardPlace } from '../cards/card-kind.ts';

/** What can lie over the page; one at a time. */
export type OverlayKind =
  | { readonly kind: 'none' }
  | { readonly kind: 'new-conversation' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'invite' }
  | { readonly kind: 'details'; readonly conversationId: ConversationId }
  | {
      readonly kind: 'group';
      readonly conversationId: ConversationId;
      /** Shows this member first. */
      readonly member?: AccountId;
      /** Shows this page first. */
      readonly page?: 'add' | 'leave';
    }
  | { readonly kind: 'card'; readonly card: CardKind; readonly place: CardPlace }
  | {
      readonly kind: 'send-files';
      readonly conversationId: ConversationId;
      readonly threadId?: string;
      readonly files: readonly File[];
    }
  | {
      readonly kind: 'viewer';
      readonly conversationId: ConversationId;
      readonly message: TimelineMessage;
      readonly fileId: string;
    }
  | { readonly kind: 'file-accesses'; readonly fileId: string; readonly name: string }
  | { readonly kind: 'forward'; readonly message: TimelineMessage }
  | { readonly kind: 'delete-message'; readonly message: TimelineMessage }
  | { readonly kind: 'versions'; readonly messageId: string }
  | { readonly kind: 'starred' }
  | { readonly kind: 'threads' }
  | { readonly kind: 'scheduled' }
  | { readonly kind: 'pinned'; readonly pinned: readonly ListedMessage[] }
  | { readonly kind: 'expiry'; readonly conversationId: ConversationId }
  | { readonly kind: 'reference'; readonly conversationId: ConversationId }
  | {
      readonly kind: 'schedule';
      readonly conversationId: ConversationId;
      readonly content: OutgoingContent;
      readonly options: SendOptions;
      /** It was taken over: the field can be emptied. */
      readonly onDone: () => void;
    }
  | { readonly kind: 'receipts'; readonly conversationId: ConversationId; readonly messageId: string };

export type OverlayState = { readonly shown: OverlayKind; readonly show: (next: OverlayKind) => void };

export const OverlayContext = createContext<OverlayState>({ shown: { kind: 'none' }, show: () => {} });

/** What lies over the page, and how to put something else there. */
export function useOverlay(): OverlayState {
  return use(OverlayContext);
}
