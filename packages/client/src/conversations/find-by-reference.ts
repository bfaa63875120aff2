import type { ConversationId } from '@sotto/protocol';
import { readConversationState } from '../marks/shared-state.ts';
import type { Reader } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';

/**
 * Conversations tied to a project, an order or a case. Only this device knows which they are: the server
 * never sees a reference. Letter case, form of characters and outer spaces do not count.
 */
export function findByReference(
  reader: Reader,
  { system, reference }: { readonly system?: string; readonly reference: string },
): ConversationId[] {
  return reader
    .all(`select distinct conversation_id from marks where name = 'reference'`)
    .map((row) => textOf(row, 'conversation_id') as ConversationId)
    .filter((conversationId) => {
      const found = readConversationState(reader, conversationId).reference;
      if (found === null || folded(found.reference) !== folded(reference)) return false;
      return system === undefined || folded(found.system) === folded(system);
    });
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
