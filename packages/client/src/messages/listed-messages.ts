import type { AccountId, ConversationId } from '@sotto/protocol';
import { richLimits } from '@sotto/protocol/content';
import type { ListedMessage } from '../api/rich-message.ts';
import { marksOf } from '../marks/mark.ts';
import { readMarksOf } from '../marks/mark-table.ts';
import { isPinned } from '../marks/shared-state.ts';
import { compareShared, latest } from '../marks/stamp.ts';
import { optionalText, textOf } from '../store/columns.ts';
import { messageColumns, previewOfRow } from './present-messages.ts';
import { shownTime } from './shown-time.ts';
import type { View } from './view.ts';

/** Stars listed at a time: who has more looks for them. */
const starsMax = 500;

/** What is pinned in a conversation, the newest pin first. */
export function readPinned(view: View, conversationId: ConversationId): ListedMessage[] {
  const targets = view.reader
    .all(`select distinct target from marks where conversation_id = ? and name = 'pin'`, [conversationId])
    .map((row) => textOf(row, 'target'));
  if (targets.length === 0) return [];
  const pins = [...readMarksOf(view.reader, conversationId, targets)].flatMap(([target, marks]) => {
    const pin = isPinned(marks) ? latest(marksOf(marks, 'pin'), compareShared) : null;
    return pin === null ? [] : [{ target, pin }];
  });
  const newest = pins.sort((a, b) => compareShared(b.pin, a.pin)).map(({ target }) => target);
  return readListed(view, newest)
    .filter((message) => message.conversationId === conversationId)
    .slice(0, richLimits.pinsPerConversation);
}

/** What this person starred, the newest star first. */
export function readStarred(view: View): ListedMessage[] {
  const rows = view.reader.all(
    `select target from own_marks where name = 'star' and value = 1 order by sent_at desc limit ${starsMax}`,
  );
  return readListed(
    view,
    rows.map((row) => textOf(row, 'target')),
  );
}

/** Messages in the order of their ids; those that are not here, or no more, are left out. */
function readListed(view: View, ids: readonly string[]): ListedMessage[] {
  const rows = view.reader.all(
    `select ${messageColumns} from items where item_id in (select value from json_each(?))
       and kind = 'message' and deleted = 0`,
    [JSON.stringify(ids)],
  );
  const found = new Map(
    rows.map((row): [string, ListedMessage] => [
      textOf(row, 'item_id'),
      {
        messageId: textOf(row, 'item_id'),
        conversationId: textOf(row, 'conversation_id') as ConversationId,
        threadId: optionalText(row, 'thread_id'),
        sender: view.names(textOf(row, 'sender_id') as AccountId),
        at: shownTime(row),
        preview: previewOfRow(view, row),
      },
    ]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}
