import { type BodyItem, decodePart, encodePart, type Part, readBody } from '@sotto/protocol/content';
import type { SqlRow } from '../platform/sql-store.ts';
import { optionalBytes, optionalText } from '../store/columns.ts';

/** A body as two columns hold it: its Markdown, and the part itself where that says more. */
export type StoredBody = { readonly text: string; readonly body: Uint8Array | null };

export function storeBody(part: Part, items: readonly BodyItem[]): StoredBody {
  const [only] = items;
  const isPlain = items.length === 1 && only?.kind === 'text';
  return { text: markdownOf(items), body: isPlain ? null : encodePart(part) };
}

/** What a row of a timeline holds; nothing for a tombstone. */
export function bodyOf(row: SqlRow): readonly BodyItem[] {
  const body = optionalBytes(row, 'body');
  if (body !== null) return readBodyBytes(body) ?? [{ kind: 'unknown', contentType: '' }];
  const text = optionalText(row, 'text') ?? '';
  return [{ kind: 'text', text }];
}

/** What an encoded part says, or `null` when this version cannot read it. */
export function readBodyBytes(body: Uint8Array): readonly BodyItem[] | null {
  const part = decodePart(body);
  const read = part === undefined ? undefined : readBody(part);
  return read?.kind === 'body' ? read.items : null;
}

export function markdownOf(items: readonly BodyItem[]): string {
  return items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])).join('\n\n');
}
