import { forgetFiles } from '../attachments/message-files.ts';
import type { Changes } from '../store/changes.ts';
import type { MarkPlace } from './mark.ts';
import { removeMarks } from './mark-table.ts';
import { forgetContent, touchThreadOf, touchWithQuotes } from './message-state.ts';

/**
 * Removes a message with everything that was said about it and everything that is kept of it: text, parts,
 * earlier versions, reactions, drafts, copies to be sent again, what waits to be sent. That it was here in
 * the order of its sender stays known.
 */
export function forgetMessage(changes: Changes, place: MarkPlace): void {
  const { conversationId, target } = place;
  // Before the row goes: it knows its thread.
  touchThreadOf(changes, conversationId, target);
  forgetContent(changes, place);
  forgetFiles(changes, target, false);
  removeMarks(changes, place, null);
  for (const table of ['due_receipts', 'repairs', 'kept_contents', 'group_receipts']) {
    changes.run(`delete from ${table} where message_id = ?`, [target]);
  }
  changes.run('delete from items where item_id = ? and conversation_id = ?', [target, conversationId]);
  touchWithQuotes(changes, place);
}
