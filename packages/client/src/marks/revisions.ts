import type { AccountId } from '@sotto/protocol';
import type { BodyItem } from '@sotto/protocol/content';
import { type Mark, type MarkOf, marksOf } from './mark.ts';
import { compareOwn } from './stamp.ts';

export type Revision = {
  readonly edit: MarkOf<'edit'>;
  readonly items: readonly BodyItem[];
};

/**
 * The edits of a message that count, the first one first. Only who wrote it can edit it, and only into
 * something of its kind: a poll that people voted on, or a card, does not become another.
 *
 * @param readItems what an edit's part says; `null` when that cannot be read.
 */
export function revisionsOf(
  marks: readonly Mark[],
  sender: AccountId,
  original: readonly BodyItem[],
  readItems: (body: Uint8Array) => readonly BodyItem[] | null,
): Revision[] {
  const kind = editableKind(original);
  if (kind === null) return [];
  return marksOf(marks, 'edit')
    .filter((mark) => mark.author === sender)
    .sort(compareOwn)
    .flatMap((edit) => {
      const items = readItems(edit.body);
      return items !== null && editableKind(items) === kind ? [{ edit, items }] : [];
    });
}

/** What a message can be edited into: texts with their files stay that, an event stays an event. */
export function editableKind(items: readonly BodyItem[]): 'text' | 'event' | null {
  const [first] = items;
  if (items.length === 1 && first?.kind === 'event') return 'event';
  const fixed = items.some(({ kind }) => !['text', 'file', 'link-preview', 'unknown'].includes(kind));
  return fixed || items.length === 0 ? null : 'text';
}
