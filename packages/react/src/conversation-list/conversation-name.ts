import type { ConversationSummary } from '@sotto/client';
import { safeName } from '../text/safe-name.ts';
import { conversationListText } from './text.ts';

/** What a conversation is called. */
export function conversationName(conversation: ConversationSummary): string {
  switch (conversation.kind) {
    case 'group':
      return safeName(conversation.name);
    case 'note-to-self':
      return conversationListText.noteToSelf;
    case 'direct':
      return safeName(conversation.person.displayName);
  }
}
