import { toHex } from '@sotto/crypto/primitives';
import {
  decodePart,
  eventPart,
  mediaType,
  type Part,
  readBody,
  richLimits,
  textPart,
  unitOf,
} from '@sotto/protocol/content';
import type { MessageVersion } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import { clearDraft } from '../conversations/drafts.ts';
import type { DeviceContext } from '../device-context.ts';
import { presentPart } from '../messages/present-part.ts';
import { bodyOf, readBodyBytes } from '../messages/stored-body.ts';
import { viewNow } from '../messages/view.ts';
import { optionalBytes, textOf } from '../store/columns.ts';
import { marksOf } from './mark.ts';
import { readMarks } from './mark-table.ts';
import { editableKind, revisionsOf } from './revisions.ts';
import { targetOf, writeMark } from './write-mark.ts';

type Context = Pick<DeviceContext, 'database' | 'self' | 'platform'>;

/** Changes the text of one's own message; its files stay, and the previews of links that are still in it. */
export function editMessage(context: Context, messageId: string, text: string): void {
  if (new TextEncoder().encode(text).length > richLimits.textBytes) throw new ClientError('message-too-long');
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    const items = bodyOf(target.row);
    if (!target.mine || editableKind(items) !== 'text') throw new ClientError('not-permitted');
    if (textOf(target.row, 'text') === text) return;
    const others = partsOf(optionalBytes(target.row, 'body')).filter((part) => staysWith(part, text));
    const isEmpty = text.trim() === '';
    if (isEmpty && others.length === 0) throw new ClientError('message-empty');
    const part = unitOf(isEmpty ? others : [textPart(text), ...others]);
    writeMark(changes, context, target, 'edit', { part, replaces: messageId });
    clearDraft(changes, { conversationId: target.conversationId, editOf: messageId });
  });
}

/** Says that one's own event does not take place. */
export function cancelEvent(context: Context, messageId: string): void {
  const { platform } = context;
  context.database.commit((changes) => {
    const target = targetOf(changes, messageId);
    const [item] = bodyOf(target.row);
    if (!target.mine || item?.kind !== 'event') throw new ClientError('not-permitted');
    if (item.event.cancelled) return;
    const stamp = { uid: `${toHex(platform.random(16))}@sotto`, writtenAt: platform.clock() };
    const part = eventPart({ ...item.event, cancelled: true }, stamp);
    writeMark(changes, context, target, 'edit', { part, replaces: messageId });
  });
}

/** What a message was, the newest version first. */
export function messageVersions(context: Context, messageId: string): MessageVersion[] {
  const view = viewNow(context, context.database);
  const target = targetOf(view.reader, messageId);
  const marks = readMarks(view.reader, target);
  const [original] = marksOf(marks, 'original');
  const first = original === undefined ? bodyOf(target.row) : (readBodyBytes(original.body) ?? []);
  const began = view.reader.first('select sort_at, written_at from items where item_id = ?', [messageId]);
  const show = (at: number, items: typeof first): MessageVersion => ({
    at,
    parts: items.map((item) =>
      presentPart(
        view,
        { messageId, mine: target.mine, senderId: target.sender, marks: [], reminderMinutes: null },
        item,
      ),
    ),
  });
  const at = original?.sentAt ?? Number(began?.['sort_at'] ?? 0);
  const later = revisionsOf(marks, target.sender, first, readBodyBytes).map(({ edit, items }) =>
    show(edit.acceptedAt ?? edit.sentAt, items),
  );
  return [show(at, first), ...later].reverse();
}

/** The parts of a message beside its text. */
function partsOf(body: Uint8Array | null): Part[] {
  const part = body === null ? undefined : decodePart(body);
  if (part === undefined) return [];
  const parts = part.kind === 'multi' ? part.parts : [part];
  const texts: ReadonlySet<string> = new Set([mediaType.markdown, mediaType.compressedMarkdown]);
  return parts.filter((one) => one.kind !== 'single' || !texts.has(one.contentType));
}

function staysWith(part: Part, text: string): boolean {
  const read = readBody(part);
  const item = read.kind === 'body' ? read.items[0] : undefined;
  return item?.kind !== 'link-preview' || text.includes(item.preview.url);
}

/** The part a message is now, to be sent elsewhere. */
export function currentPart(body: Uint8Array | null, text: string): Part {
  const part = body === null ? undefined : decodePart(body);
  return part ?? textPart(text);
}
