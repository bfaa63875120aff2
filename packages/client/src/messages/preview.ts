import { type BodyItem, replaceMentions } from '@sotto/protocol/content';
import type { Preview } from '../api/rich-message.ts';
import { kindOf } from '../attachments/file-kind.ts';
import { safeFileName } from '../attachments/safe-file-name.ts';
import type { Names } from '../people/names.ts';

/** Enough of a message for one line. */
const previewCharacters = 200;

/** Searched for mentions: what is behind that is not in the line. */
const looked = 2000;

export const deletedPreview: Preview = { kind: 'deleted', text: '' };

/** One line about what is in a message. */
export function previewOf(items: readonly BodyItem[], names: Names): Preview {
  const text = items.find((item) => item.kind === 'text' && item.text.trim() !== '');
  const other = items.find((item) => item.kind !== 'text' && item.kind !== 'link-preview');
  const kind = (other ?? items[0])?.kind ?? 'text';
  const line =
    text?.kind === 'text' ? plainLine(text.text, names) : other === undefined ? '' : titleOf(other);
  const preview: Preview = { kind, text: line.slice(0, previewCharacters) };
  return other?.kind === 'file' ? { ...preview, show: kindOf(other.file) } : preview;
}

/** A text with names in place of mentions. */
export function plainLine(markdown: string, names: Names): string {
  return replaceMentions(markdown.slice(0, looked), (accountId) =>
    accountId === null ? '@everyone' : `@${names(accountId).name}`,
  );
}

function titleOf(item: BodyItem): string {
  switch (item.kind) {
    case 'poll':
      return item.poll.question;
    case 'location':
      return item.place.label;
    case 'contact':
      return item.card.name;
    case 'event':
      return item.event.title;
    case 'link-preview':
      return item.preview.title;
    case 'file': {
      // What is looked at or listened to has a name nobody gave it.
      const show = kindOf(item.file);
      const named = show === 'file' || show === 'audio';
      return named ? safeFileName(item.file.name, item.file.mediaType) : item.file.description;
    }
    default:
      return '';
  }
}
