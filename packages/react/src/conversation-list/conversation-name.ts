import type { ConversationSummary } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { conversationListText } from './text.ts';

/** What a conversation is called. */
export function conversationName(conversation: Pick<ConversationSummary, 'kind' | 'person'>): string {
  return conversation.kind === 'note-to-self'
    ? conversationListText.noteToSelf
    : safeName(conversation.person.displayName);
}
