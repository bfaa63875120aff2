import type { ConversationSummary, NamedPerson } from '@sotto/client';
import { nameList } from '../people/name-list.ts';
import { typingText } from './text.ts';

/** “Ben is typing…”, “Ben and Clara are typing…”; empty when nobody does. */
export function whoTypes(typists: readonly NamedPerson[], nameOf?: (person: NamedPerson) => string): string {
  if (typists.length === 0) return '';
  const names = nameList(typists, nameOf === undefined ? {} : { nameOf });
  return typists.length === 1 ? typingText.isTyping(names) : typingText.areTyping(names);
}

/** Who writes in a conversation right now. */
export function typistsOf(conversation: ConversationSummary): readonly NamedPerson[] {
  if (conversation.kind === 'group') return conversation.typists;
  const { accountId, displayName } = conversation.person;
  return conversation.typing && conversation.kind === 'direct'
    ? [{ accountId, name: displayName, self: false }]
    : [];
}
